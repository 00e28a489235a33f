package dev.textusinbox.handler;

import dev.textusinbox.PublicApi;

/** What handlers have in common that do their work elsewhere: what they depend on may be away. */
@PublicApi
public sealed interface ExternalHandler extends Handler permits EventHandler, BatchHandler {
    /**
     * Whether it tells an outage of what it depends on, by {@link Outcome#unavailable}. Then a call that takes long gets no
     * row of its own while nothing else comes through either: an outage leaves the events in the log.
     */
    default boolean reportsOutages() {
        return false;
    }

    /**
     * Whether what it depends on is taken to be away when the calls of three contacts in a row have failed in passing: then an
     * outage need not be told.
     */
    default boolean isAwayAfterFailures() {
        return false;
    }
}
