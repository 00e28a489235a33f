package dev.textusinbox.dispatch;

import org.jboss.logging.MDC;

/** What is logged while a handler is called says which handler and which event: fields of their own in a JSON log. */
final class LogFields {
    private static final String HANDLER = "handler";
    private static final String EVENT = "eventId";

    private LogFields() {}

    /** From now on, on this thread. */
    static void set(String handler, WindowEntry entry) {
        MDC.put(HANDLER, handler);
        MDC.put(EVENT, entry.event.id());
    }

    static void clear() {
        MDC.remove(HANDLER);
        MDC.remove(EVENT);
    }
}
