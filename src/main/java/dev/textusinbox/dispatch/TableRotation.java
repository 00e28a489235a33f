package dev.textusinbox.dispatch;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/**
 * Keeps the tables into which totals are inserted small. When one is large enough the other is written instead; what was
 * furthest ahead in the first is carried over; and after a while, which old snapshots are given to have seen that, the first is
 * emptied. Any instance may do any step, in any state that another left: what is where makes no difference to anybody.
 */
final class TableRotation {
    /** Sixty thousand moves of a lane, or so. */
    static final long LARGE_BYTES = 4 << 20;

    /**
     * Who took a snapshot before the carrying and locks the table after the emptying would find neither (a dump that begins
     * just then); longer than that lasts.
     */
    static final Duration GRACE = Duration.ofSeconds(10);

    private static final int EMPTY_LOCK_MILLIS = 20;

    /** Each try holds up for a moment who moves or reads; a dump has the tables for hours. */
    private static final int MAX_PAUSE_ROUNDS = 60;

    private final long largeBytes;
    private final Duration grace;
    private final Map<Inserted, Seen> seen = new EnumMap<>(Inserted.class);

    /** What this instance knows of a pair. */
    private static final class Seen {
        /** In which turn this instance has carried over; -1: in none. */
        long carriedIn = -1;

        long carriedNanos;
        int pauseRounds;
        int waited;
    }

    TableRotation() {
        this(LARGE_BYTES, GRACE);
    }

    TableRotation(long largeBytes, Duration grace) {
        this.largeBytes = largeBytes;
        this.grace = grace;
        for (Inserted each : Inserted.values()) {
            seen.put(each, new Seen());
        }
    }

    /** One step of each pair, where there is one to take. */
    void round(Connection connection) throws SQLException {
        for (Inserted each : Inserted.values()) {
            step(connection, each, seen.get(each));
        }
    }

    private void step(Connection connection, Inserted pair, Seen known) throws SQLException {
        Inserted.State state = pair.state(connection);
        if (state.other() == 0) {
            if (state.written() >= largeBytes) {
                pair.turn(connection, state);
            }
        } else if (known.carriedIn != state.turns()) {
            pair.carry(connection, state.idle());
            known.carriedIn = state.turns();
            known.carriedNanos = System.nanoTime();
            known.pauseRounds = 0;
            known.waited = 0;
        } else if (System.nanoTime() - known.carriedNanos >= grace.toNanos() && known.waited++ >= known.pauseRounds) {
            known.waited = 0;
            if (!pair.empty(connection, state.idle(), EMPTY_LOCK_MILLIS)) {
                known.pauseRounds = Math.min(MAX_PAUSE_ROUNDS, known.pauseRounds * 2 + 1);
            } else if (pair.state(connection).other() > 0) {
                // Written by one who had looked before the turn: carried over anew.
                known.carriedIn = -1;
            }
        }
    }
}
