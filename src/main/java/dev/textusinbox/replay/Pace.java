package dev.textusinbox.replay;

/**
 * A rate that is kept whenever one looks: what the time since has earned, of which a tenth of a second's worth is saved up at
 * most. So in no second do more events go than the rate says and a tenth of it, or one where that is more.
 */
record Pace(int perSecond) {
    private static final long SECOND = 1_000_000;

    /** What is earned between two looks is never lost, as long as they are no further apart than this. */
    static final long SAVED_MICROS = SECOND / 10;

    /** How many events may go, after so many microseconds that have not been used up. */
    int allowance(long idleMicros) {
        return (int) Math.min(burst(), usable(idleMicros) * perSecond / SECOND);
    }

    /** The microseconds that are not used up when so many of those events have gone. */
    long left(long idleMicros, int gone) {
        // Rounded against the sender, so that the rate is never exceeded.
        long used = (gone * SECOND + perSecond - 1) / perSecond;
        return Math.max(0, usable(idleMicros) - used);
    }

    /** The most that go at once. */
    int burst() {
        return (int) Math.max(1, (perSecond * SAVED_MICROS + SECOND - 1) / SECOND);
    }

    /** One event more: at one a second, a look that comes late must not lose what it is late. */
    private long usable(long idleMicros) {
        return Math.max(0, Math.min(idleMicros, SAVED_MICROS + SECOND / perSecond));
    }
}
