package dev.textusinbox.security;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/** Counts wrong keys and tokens by where they come from, and says when somebody has tried too many. */
@Singleton
class Refusals {
    /** A minute's worth: more than a program that was given a wrong key needs, far too few to guess one. */
    static final int ALLOWED = 100;

    /** 100 KB at most; whoever has more addresses than this is not stopped by counting. */
    static final int MAX_SOURCES = 1_000;

    private static final Logger LOG = Logger.getLogger(Refusals.class);
    private static final long WINDOW_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final Map<String, Burst> bursts = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Burst> eldest) {
            return size() > MAX_SOURCES;
        }
    };

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

    /** Notes one more; 0, or for how many seconds its source has to be told to wait. */
    long count(SourceAddress source) {
        failures.increment();
        long now = nanoTime.getAsLong();
        Burst burst;
        int tries;
        synchronized (bursts) {
            burst = bursts.get(source.group());
            if (burst == null || now - burst.sinceNanos >= WINDOW_NANOS) {
                burst = new Burst(now);
                bursts.put(source.group(), burst);
            }
            tries = ++burst.tries;
        }
        // Once at its begin and once at its limit; never what was presented: it may be a key with a typing error.
        if (tries == 1) {
            LOG.warnf("A wrong key was presented from %s", source.masked());
        } else if (tries == ALLOWED + 1) {
            LOG.warnf("More than %d wrong keys in a minute from %s: answered 429", ALLOWED, source.masked());
        }
        return tries > ALLOWED ? TimeUnit.NANOSECONDS.toSeconds(burst.sinceNanos + WINDOW_NANOS - now) + 1 : 0;
    }

    /** Those of one source within a minute. */
    private static final class Burst {
        private final long sinceNanos;
        private int tries;

        private Burst(long sinceNanos) {
            this.sinceNanos = sinceNanos;
        }
    }
}
