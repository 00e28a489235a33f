package dev.textusinbox.simulator;

import dev.textusinbox.handler.Delivery;
import dev.textusinbox.handler.EventHandler;
import dev.textusinbox.handler.Outcome;
import dev.textusinbox.log.Event;
import dev.textusinbox.platform.phone.Phones;
import io.quarkus.arc.profile.IfBuildProfile;
import jakarta.inject.Singleton;
import java.util.Set;
import org.jboss.logging.Logger;

/** In dev mode, a line for each event as it reaches a handler, so that a newcomer sees life. */
@Singleton
@IfBuildProfile("dev")
class DevLog implements EventHandler {
    private static final Logger LOG = Logger.getLogger(DevLog.class);

    @Override
    public String name() {
        return "dev-log";
    }

    @Override
    public Set<String> types() {
        return Set.of();
    }

    @Override
    public Outcome handle(Event event, Delivery delivery) {
        LOG.infof("event %d: %s of %s", event.id(), event.type(), Phones.mask(event.contact()));
        return Outcome.done();
    }
}
