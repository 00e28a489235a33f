package dev.textusinbox.platform.failure;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/**
 * Runs the rounds of one background job. Whatever a round throws is counted ({@code inbox_loop_failures_total}) and told: in
 * a line when the job begins to fail and in a line when it has recovered, not in one for each round. An OutOfMemoryError
 * ends the process.
 */
public final class JobGuard {
    private static final Logger LOG = Logger.getLogger(JobGuard.class);

    /** Without a failure for so long it has recovered: a job that fails in every other round does not fill the log. */
    private static final long CALM_NANOS = TimeUnit.SECONDS.toNanos(3);

    /** What a round does. */
    @FunctionalInterface
    public interface Round {
        void run() throws Exception;
    }

    /** What fails then has lost what it stands on, the pool or the container, and nobody is to look after it. */
    private static volatile boolean programStops;

    static {
        OutOfMemory.prepare();
    }

    private final String job;
    private final LongSupplier nanoTime;
    private final Counter failures;
    private volatile long failed;
    private volatile int inARow;
    private long lastNanos;
    private boolean outage;

    /** @param job its name in the log and in the metric */
    public JobGuard(String job) {
        this(job, System::nanoTime);
    }

    JobGuard(String job, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.job = job;
        this.failures = Counter.builder("inbox.loop.failures")
                .description("Rounds of a background job that failed")
                .tag("loop", job)
                .register(Metrics.globalRegistry);
    }

    /** From when on failures are no news, or are again (tests start several programs in one process). */
    public static void programStops(boolean stops) {
        programStops = stops;
    }

    /** False if the round failed. One at a time. An interrupt is no failure: it is kept for the caller to see. */
    public boolean run(Round round) {
        try {
            round.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        } catch (Exception | Error e) {
            OutOfMemory.endIfCauseOf(e);
            failed(e);
            return false;
        }
        if (failed > 0) {
            succeeded();
        }
        return true;
    }

    /** How many rounds have failed since one went well. */
    public int failuresInARow() {
        return inARow;
    }

    private synchronized void failed(Throwable failure) {
        failures.increment();
        inARow++;
        lastNanos = nanoTime.getAsLong();
        boolean away = DatabaseErrors.isUnavailable(failure);
        // An outage that turns out to be something else is told as that.
        if (failed++ == 0 || (outage && !away)) {
            tell(failure, away);
        } else {
            LOG.debugf(failure, "%s failed again", job);
        }
        outage = away;
    }

    private void tell(Throwable failure, boolean away) {
        if (programStops) {
            LOG.debugf(failure, "%s failed at the program's end", job);
        } else if (!away) {
            LOG.errorf(failure, "%s failed, and is tried again", job);
        } else if (DatabaseOutage.begins(job)) {
            LOG.warnf(
                    "The database is away or slow (%s, %s); what needs it goes on when it is back",
                    job, state(failure));
        } else {
            LOG.debugf(failure, "%s waits for the database", job);
        }
    }

    private static String state(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < 20; depth++) {
            if (cause instanceof SQLException sql) {
                return sql.getSQLState() == null ? "no connection" : "SQLSTATE " + sql.getSQLState();
            }
            cause = cause.getCause();
        }
        return "no connection";
    }

    private synchronized void succeeded() {
        inARow = 0;
        if (nanoTime.getAsLong() - lastNanos < CALM_NANOS) {
            return;
        }
        if (DatabaseOutage.ends(job)) {
            LOG.info("The database is there again");
        }
        if (!outage) {
            LOG.infof("%s works again; it had failed %d times", job, failed);
        }
        failed = 0;
        outage = false;
    }
}
