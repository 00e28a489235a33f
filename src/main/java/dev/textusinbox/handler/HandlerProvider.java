package dev.textusinbox.handler;

import java.util.List;

/** A bean that brings handlers which are not beans themselves, such as one for each configured forward. */
public interface HandlerProvider {
    /** Its handlers; asked once, at start. */
    List<Handler> handlers();
}
