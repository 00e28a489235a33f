package dev.textusinbox.security;

import dev.textusinbox.platform.problem.Problem;
import dev.textusinbox.platform.problem.ProblemException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/**
 * Slows down whoever guesses keys. After too many wrong ones from an address, without an hour of quiet, no key from there is taken for a
 * while, a right one as little as a wrong one, so that a guess says nothing; the pause gets longer each time. A key that has opened from there within the
 * hour still does: whoever shares an address with a broken program is not shut out. Where the guessing goes on, that ends too.
 */
@Singleton
class Refusals {
    /** At first: more than somebody who mistypes needs, far too few to guess one. */
    static final int ALLOWED = 100;

    /** Between two pauses. */
    static final int ALLOWED_AGAIN = 10;

    /** During one pause; after so many nothing opens until it ends. */
    static final int PATIENCE = 10 * ALLOWED;

    /** 100 KB at most; whoever has more addresses than this is not stopped by counting. */
    static final int MAX_SOURCES = 1_000;

    private static final Logger LOG = Logger.getLogger(Refusals.class);
    private static final int MAX_OPENED = 10_000;
    private static final long FIRST_PAUSE_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final long MAX_PAUSE_NANOS = TimeUnit.MINUTES.toNanos(15);
    /** After so long without a wrong key all is forgotten, and so is what has opened. */
    private static final long FORGOTTEN_NANOS = TimeUnit.HOURS.toNanos(1);

    private final Map<String, Guesses> guesses = new Latest<>(MAX_SOURCES);
    /** When each key has last opened from each address. */
    private final Map<String, Long> opened = new Latest<>(MAX_OPENED);

    private final Counter failures;
    private final LongSupplier nanoTime;

    @Inject
    Refusals(MeterRegistry meters) {
        this(meters, System::nanoTime);
    }

    Refusals(MeterRegistry meters, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        failures = Counter.builder("inbox.auth.failures")
                .description("Requests refused for a wrong key or token")
                .register(meters);
    }

    /** Notes a wrong key. */
    synchronized void count(SourceAddress source) {
        failures.increment();
        long now = nanoTime.getAsLong();
        Guesses there = guesses.get(source.group());
        if (there == null || there.isOver(now)) {
            there = new Guesses(now);
            guesses.put(source.group(), there);
        }
        boolean wasPaused = there.isPaused(now);
        there.count(now);
        // Never what was presented: it may be a key with a typing error.
        if (there.tries == 1) {
            LOG.warnf("A wrong key was presented from %s", source.masked());
        } else if (!wasPaused && there.isPaused(now)) {
            LOG.warnf("Too many wrong keys from %s: answered 429 for %d s", source.masked(), there.secondsLeft(now));
        }
    }

    /** Notes that a key is right. 0, or for how many seconds it is not taken from there all the same. */
    synchronized long delay(SourceAddress source, String key) {
        long now = nanoTime.getAsLong();
        String from = source.group() + ' ' + key;
        Guesses there = guesses.get(source.group());
        Long before = opened.get(from);
        boolean isKnown = before != null && now - before < FORGOTTEN_NANOS;
        if (there != null && there.isPaused(now) && !(isKnown && there.tries <= PATIENCE)) {
            // As a wrong one, to the metric as well.
            failures.increment();
            there.count(now);
            return there.secondsLeft(now);
        }
        opened.put(from, now);
        return 0;
    }

    /** 0, or for how many seconds no key from there is taken. */
    synchronized long delay(SourceAddress source) {
        long now = nanoTime.getAsLong();
        Guesses there = guesses.get(source.group());
        return there != null && there.isPaused(now) ? there.secondsLeft(now) : 0;
    }

    /** What is answered during a pause, to a right key and a wrong one alike. */
    static ProblemException tooMany(long seconds) {
        return new ProblemException(
                Problem.of(429, "Too many wrong keys from this address; try again in " + seconds + " s."), seconds);
    }

    /** Those from one address. */
    private static final class Guesses {
        /** When the pause has begun, if there is one. */
        private long since;

        private long last;
        private int tries;
        private int allowed = ALLOWED;
        private boolean paused;
        private long pauseNanos = FIRST_PAUSE_NANOS;

        private Guesses(long now) {
            this.since = now;
            this.last = now;
        }

        private void count(long now) {
            last = now;
            if (paused && !isPaused(now)) {
                paused = false;
                pauseNanos = Math.min(2 * pauseNanos, MAX_PAUSE_NANOS);
                tries = 0;
                allowed = ALLOWED_AGAIN;
            }
            tries++;
            if (!paused && tries > allowed) {
                paused = true;
                since = now;
            }
        }

        private boolean isPaused(long now) {
            return paused && now - since < pauseNanos;
        }

        private boolean isOver(long now) {
            return !isPaused(now) && now - last >= FORGOTTEN_NANOS;
        }

        private long secondsLeft(long now) {
            return TimeUnit.NANOSECONDS.toSeconds(since + pauseNanos - now) + 1;
        }
    }

    /** The ones that were asked for last, so many at most. */
    private static final class Latest<V> extends LinkedHashMap<String, V> {
        private static final long serialVersionUID = 1;
        private final int most;

        private Latest(int most) {
            super(16, 0.75f, true);
            this.most = most;
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
            return size() > most;
        }
    }
}
