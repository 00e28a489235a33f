package dev.textusinbox.simulator;

import dev.textusinbox.platform.process.Workers;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The provider's delivery side, by its documented rules and on a clock that may run faster than real time:
 *
 * <ul>
 *   <li>2xx: taken.
 *   <li>504: tried again with exponential backoff; dropped, and lost, 12 hours after the first attempt.
 *   <li>any other answer: the integration is marked failed. Nothing is sent, everything is kept; the oldest is tried once an
 *       hour, and a 2xx clears the mark and sends all that was kept.
 *   <li>no answer in time, or none at all: sent again, as after a 504. The receiver may have taken it, so that is a repeat.
 * </ul>
 *
 * <p>How long the first pause is, and how long the provider waits for an answer, is not documented: see {@link ProviderRules}.
 */
public final class ProviderModel implements AutoCloseable {
    /** The provider does not throttle; a machine has an end all the same. */
    private static final int CONCURRENCY = 32;

    private static final int TRANSIENT = 504;

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final ExecutorService senders = Workers.fixed("provider-sender", CONCURRENCY);
    private final ScheduledExecutorService timer = Workers.timer("provider-timer");
    private final Supplier<SimulatorTarget> target;
    private final ScaledClock clock;
    private final ProviderRules rules;
    private final Fates fates = new Fates();
    private final Deque<Fate> kept = new ArrayDeque<>();
    private final Map<Integer, Integer> answers = new TreeMap<>();
    /** The one that is tried once an hour; null while it is not under way. */
    private Fate probing;

    private Consumer<Boolean> whenMarked = mark -> {};
    private boolean failed;
    private int pauses;

    /** @param speed how many seconds pass for the provider in each real one */
    public ProviderModel(URI target, String secret, double speed) {
        this(target, secret, speed, ProviderRules.DOCUMENTED);
    }

    /** As above, with other numbers in the rules. */
    public ProviderModel(URI target, String secret, double speed, ProviderRules rules) {
        this(() -> new SimulatorTarget(target, secret), speed, rules);
    }

    /** As above; where to and under which secret is asked anew for each attempt. */
    public ProviderModel(Supplier<SimulatorTarget> target, double speed, ProviderRules rules) {
        this.target = target;
        this.clock = new ScaledClock(speed);
        this.rules = rules;
    }

    /** Something happened: it is sent at once, or kept while the integration is marked failed. Returns at once. */
    public synchronized void send(SimulatedDelivery delivery) {
        Fate fate = new Fate(delivery);
        fates.add(fate);
        dispatch(fate);
    }

    /** The sums so far. */
    public synchronized ProviderStats stats() {
        return fates.stats(pauses, failed, answers);
    }

    /** Each delivery so far, in the order it was sent; the oldest may be forgotten. */
    public synchronized List<ProviderStats.SentEvent> events() {
        return fates.events();
    }

    /** Sets the failed mark by hand, or clears it, which sends all that was kept. */
    public synchronized void mark(boolean asFailed) {
        if (asFailed) {
            pause();
        } else {
            resume();
        }
    }

    /** Told of each change of the failed mark, from whichever thread makes it. */
    public synchronized void whenMarked(Consumer<Boolean> told) {
        whenMarked = told;
    }

    /** Sends nothing more. */
    @Override
    public void close() {
        timer.shutdownNow();
        senders.shutdownNow();
    }

    private void dispatch(Fate fate) {
        if (failed) {
            kept.add(fate);
        } else {
            attempt(fate);
        }
    }

    /** Under the lock. */
    private void attempt(Fate fate) {
        try {
            senders.execute(() -> post(fate));
        } catch (RejectedExecutionException closed) {
            // It stays open: nobody sends any more.
        }
    }

    private void post(Fate fate) {
        if (!begin(fate)) {
            return;
        }
        int status = 0;
        try {
            status = client.send(request(fate.delivery), BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException e) {
            // No answer, in time or at all: 0.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        answered(fate, status);
    }

    /** False where the integration was marked failed since: then it is kept. */
    private synchronized boolean begin(Fate fate) {
        if (failed && fate != probing) {
            kept.add(fate);
            return false;
        }
        fate.attempted(clock.instant());
        return true;
    }

    private synchronized void answered(Fate fate, int status) {
        answers.merge(status, 1, Integer::sum);
        boolean probed = fate == probing;
        probing = probed ? null : probing;
        fate.maybeTaken |= status == 0;
        if (status >= 200 && status < 300) {
            fate.delivered = true;
            resume();
        } else if (failed && probed) {
            kept.addFirst(fate);
            probeLater();
        } else if (status == TRANSIENT || status == 0) {
            tryAgain(fate);
        } else {
            kept.add(fate);
            pause();
        }
    }

    private void tryAgain(Fate fate) {
        Duration pause = rules.pauseAfter(fate.attempts);
        if (clock.instant().plus(pause).isAfter(fate.firstAttempt.plus(rules.giveUpAfter()))) {
            fate.lost = true;
        } else {
            after(pause, () -> dispatch(fate));
        }
    }

    private void pause() {
        if (!failed) {
            failed = true;
            pauses++;
            whenMarked.accept(true);
            probeLater();
        }
    }

    private void probeLater() {
        int pause = pauses;
        after(rules.resumeEvery(), () -> probe(pause));
    }

    /** @param pause which it was meant for: that one may be over, and another have begun */
    private void probe(int pause) {
        if (!failed || pause != pauses) {
            return;
        }
        if (kept.isEmpty()) {
            probeLater();
        } else {
            probing = kept.remove();
            attempt(probing);
        }
    }

    private void resume() {
        if (failed) {
            failed = false;
            // One that is still under way belongs to no pause any more: a later one has an hour of its own.
            probing = null;
            whenMarked.accept(false);
            List<Fate> all = List.copyOf(kept);
            kept.clear();
            all.forEach(this::attempt);
        }
    }

    private void after(Duration pause, Runnable action) {
        try {
            var unused = timer.schedule(() -> locked(action), clock.realNanos(pause), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException closed) {
            // As in attempt.
        }
    }

    private synchronized void locked(Runnable action) {
        action.run();
    }

    private HttpRequest request(SimulatedDelivery delivery) {
        SimulatorTarget to = target.get();
        return HttpRequest.newBuilder(to.url())
                .timeout(rules.patience())
                .header("Content-Type", "application/json")
                .header(SimulatedDelivery.SIGNATURE_HEADER, delivery.signature(to.secret()))
                .POST(BodyPublishers.ofByteArray(delivery.body()))
                .build();
    }
}
