package dev.textusinbox.platform.http;

import io.quarkus.arc.Arc;
import org.jboss.resteasy.reactive.server.core.CurrentRequestManager;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;

/** The request that this thread works for. */
public final class CurrentRequest {
    private CurrentRequest() {}

    /** Null on the program's own threads: whoever asks the framework there is told that there is no context. */
    public static ResteasyReactiveRequestContext get() {
        return Arc.container().requestContext().isActive() ? CurrentRequestManager.get() : null;
    }
}
