package dev.textusinbox.platform.process;

import dev.textusinbox.platform.failure.OutOfMemoryWatch;
import io.quarkus.runtime.LaunchMode;
import java.time.Duration;
import java.util.logging.Level;
import java.util.logging.Logger;

/** What begins before anything else, and how long the start may wait for the database: the port is open within 5 s. */
public final class ProgramStart {
    private static final long BEGAN_NANOS = System.nanoTime();

    /** For those that can't do without their database: tests, and a developer at work. */
    private static final Duration LONG = Duration.ofMinutes(1);

    /** Held, since a logger that nobody holds forgets its level. */
    private static final Logger HIBERNATE = Logger.getLogger("org.hibernate");

    private ProgramStart() {}

    /** The first thing that the program does. */
    public static void begin() {
        // It speaks before logging is set up; a start that a setting stops would print that beside its one line.
        HIBERNATE.setLevel(Level.WARNING);
        OutOfMemoryWatch.begin();
    }

    /**
     * How long something may still be waited for before the port opens.
     *
     * @param until since the begin, leaving time for what comes after it
     * @param least even where the machine is so busy that it has taken longer already
     */
    public static Duration waitUntil(Duration until, Duration least) {
        if (LaunchMode.current() != LaunchMode.NORMAL) {
            return LONG;
        }
        Duration left = until.minusNanos(System.nanoTime() - BEGAN_NANOS);
        return left.compareTo(least) > 0 ? left : least;
    }
}
