package dev.textusinbox.replay;

/**
 * A rate that is kept in the long run, whenever one looks: what the time since has earned, of which at most one second's
 * worth is given out at once, and little more is saved up.
 */
record Pace(int perSecond) {
    private static final long SECOND = 1_000_000;

    /** How many events may go, after so many microseconds that have not been used up. */
    int allowance(long idleMicros) {
        return (int) Math.min(perSecond, usable(idleMicros) * perSecond / SECOND);
    }

    /** The microseconds that are not used up when so many of those events have gone. */
    long left(long idleMicros, int gone) {
        // Rounded against the sender, so that the rate is never exceeded.
        long used = (gone * SECOND + perSecond - 1) / perSecond;
        return Math.max(0, usable(idleMicros) - used);
    }

    /** One event more than a second's worth: at one a second, a look that comes late must not lose what it is late. */
    private long usable(long idleMicros) {
        return Math.max(0, Math.min(idleMicros, SECOND + SECOND / perSecond));
    }
}
