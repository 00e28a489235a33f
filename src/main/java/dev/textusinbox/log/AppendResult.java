package dev.textusinbox.log;

/** What became of a delivery that was handed to the log. */
public sealed interface AppendResult {
    /** Committed, with fsync, as a new event of that type. */
    record Stored(long eventId, String type) implements AppendResult {}

    /** A repeat of a stored event; {@code conflict} when its content differs, and it was kept in quarantine too. */
    record Duplicate(long eventId, boolean conflict) implements AppendResult {}

    /** Committed to quarantine: it can't be read as an event. */
    record Quarantined(long quarantineId) implements AppendResult {}

    /** Not known to be stored: the sender must try again. */
    record Refused(RefusalReason reason) implements AppendResult {}

    /** Why a delivery was not stored. */
    enum RefusalReason {
        /** More is waiting than can be stored in time. */
        QUEUE_FULL,
        /** It did not become durable in time; it may still do so, and its repeat is then a duplicate. */
        DEADLINE,
        /** The database is away, slow, full or refuses. */
        DATABASE,
        /** The schema is not there yet. */
        STARTING,
        /** The program is going down. */
        STOPPING
    }
}
