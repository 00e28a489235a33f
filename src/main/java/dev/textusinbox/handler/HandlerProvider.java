package dev.textusinbox.handler;

import dev.textusinbox.PublicApi;
import java.util.List;

/** A bean that brings handlers which are not beans themselves, such as one for each configured forward. */
@PublicApi
public interface HandlerProvider {
    /** Its handlers; asked once, at start. */
    List<Handler> handlers();
}
