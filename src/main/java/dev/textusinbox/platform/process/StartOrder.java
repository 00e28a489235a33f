package dev.textusinbox.platform.process;

/** What of ours is done before the framework's own work at a start, which is at 0; for {@code @Startup} and observers. */
public final class StartOrder {
    /** Before any feature looks at its own: are all names known, and can the framework use what it was given? */
    public static final int NAMES = -3;

    /** Beans that check settings: a wrong one stops the start before the database is asked or anything is scheduled. */
    public static final int SETTINGS = -2;

    /** The database is brought to the schema from here on; what needs it and nobody waits for asks here to be told. */
    public static final int SCHEMA = -1;

    private StartOrder() {}
}
