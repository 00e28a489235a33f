package dev.textusinbox.log;

import java.util.Locale;

/** What was set, so that whoever hears of it does only what that asks for. */
public enum Control {
    /** A source's mode. */
    GATES,
    /** A handler was paused or resumed, or an instance has left: lanes and states are to be looked at. */
    HANDLERS,
    /** A replay was made. */
    REPLAYS,
    /** A bulk order was given. */
    BULK,
    /** Events were erased: what is in memory of them must go. */
    ERASED,
    /** The console's sessions were ended. */
    SESSIONS,
    /** Queues of a handler have a new head that is due; with the handler's name. */
    QUEUES;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
