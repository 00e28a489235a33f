package dev.textusinbox.consumer;

import dev.textusinbox.consumer.PullItem.PullAnswer;
import dev.textusinbox.dispatch.PullQueue.Handed;
import dev.textusinbox.history.event.Found;
import dev.textusinbox.history.event.Payload;
import dev.textusinbox.history.event.ReadMemory;
import dev.textusinbox.log.Control;
import dev.textusinbox.log.Wakeups;
import dev.textusinbox.platform.database.Sql;
import dev.textusinbox.platform.failure.OutOfMemory;
import dev.textusinbox.platform.problem.Problem;
import dev.textusinbox.platform.problem.ProblemException;
import dev.textusinbox.platform.process.Loop;
import dev.textusinbox.platform.process.Workers;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;

/** The clients of pull consumers that wait on this instance. Two threads serve all of them, as events come and get due. */
@ApplicationScoped
class Receivers {
    private static final int THREADS = 2;
    private static final int MAX_WAITING = 1_000;
    /** How late it may be seen that something is due again, or that a client has waited long enough. */
    private static final long LOOK_MILLIS = 250;

    private static final Duration LATE = Duration.ofSeconds(1);
    private static final Duration MEMORY_PATIENCE = Duration.ofSeconds(2);

    private static final String DUPLICATES =
            "SELECT event_id, count(*) AS n FROM duplicate WHERE event_id = ANY (?) GROUP BY event_id";

    private final PullQueues queues;
    private final ReadMemory memory;
    private final Map<String, WaitingLine> lines = new ConcurrentHashMap<>();
    private final ExecutorService threads = Workers.fixed("consumer-receive", THREADS);
    private final Loop timer = new Loop("consumer-wait", this::lookAgain);
    private volatile boolean stopping;

    Receivers(PullQueues queues, ReadMemory memory, MeterRegistry meters) {
        this.queues = queues;
        this.memory = memory;
        Gauge.builder("inbox.consumers.waiting", this, Receivers::waiting)
                .description("Clients of pull consumers that wait for events on this instance")
                .register(meters);
    }

    void start(@Observes StartupEvent event, Wakeups wakeups) {
        wakeups.onEvents(this::lookAtAll);
        wakeups.onQueues(name -> lines.entrySet().stream()
                .filter(each -> name.isEmpty() || name.equals(each.getKey()))
                .forEach(each -> look(each.getKey(), each.getValue())));
        wakeups.on(Control.HANDLERS, this::lookAtAll);
        timer.start();
    }

    /** While the port is still open: each is answered, and comes again elsewhere. */
    void stop(@Observes ShutdownDelayInitiatedEvent event) {
        stopping = true;
        lines.values().forEach(line -> line.takeAll().forEach(PullWait::giveNothing));
    }

    void stop(@Observes ShutdownEvent event) {
        timer.stopNow();
        threads.shutdownNow();
    }

    /** Answers it as soon as there is something, or it has waited long enough. */
    void add(String consumer, PullWait one) {
        if (stopping || waiting() >= MAX_WAITING) {
            throw new ProblemException(Problem.of(503, "No more clients can wait here just now; try again."), 1);
        }
        WaitingLine line = lines.computeIfAbsent(consumer, name -> new WaitingLine());
        if (line.add(one)) {
            threads.execute(() -> serve(consumer, line));
        }
        if (stopping) {
            line.takeAll().forEach(PullWait::giveNothing);
        }
    }

    /** How many clients wait just now. */
    int waiting() {
        return lines.values().stream().mapToInt(WaitingLine::size).sum();
    }

    private void lookAgain() throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        // Also where no thread gets to look, since the database says nothing.
        lines.values().forEach(line -> line.takeOver(LATE).forEach(PullWait::giveNothing));
        lookAtAll();
    }

    private void lookAtAll() {
        lines.forEach(this::look);
    }

    private void look(String consumer, WaitingLine line) {
        if (line.wake()) {
            threads.execute(() -> serve(consumer, line));
        }
    }

    /** One client; the others of the line after those of other lines, so that none is kept waiting by another's crowd. */
    private void serve(String consumer, WaitingLine line) {
        PullWait one = line.next();
        if (one == null) {
            return;
        }
        try {
            if (one.isGone() || isServed(consumer, one)) {
                line.leave(one);
            } else {
                line.takeOver(Duration.ZERO).forEach(PullWait::giveNothing);
            }
        } finally {
            if (!threads.isShutdown()) {
                threads.execute(() -> serve(consumer, line));
            }
        }
    }

    /** False: there is nothing for it. */
    private boolean isServed(String consumer, PullWait one) {
        try {
            ReadMemory.Held held = memory.take(ReadMemory.COPIES * one.request().bytes(), MEMORY_PATIENCE);
            try {
                List<PullItem> items = queues.with(
                        consumer,
                        (connection, queue, registered) -> registered.isPaused()
                                ? List.<PullItem>of()
                                : items(connection, queue.receive(connection, registered.types(), one.request())));
                if (items.isEmpty()) {
                    held.close();
                    return false;
                }
                long bytes = items.stream().mapToLong(Receivers::size).sum();
                held.shrinkTo(ReadMemory.COPIES * bytes);
                if (!one.give(new PullAnswer(items), held)) {
                    List<String> receipts =
                            items.stream().map(PullItem::receipt).toList();
                    var unused = queues.with(
                            consumer, (connection, queue, registered) -> queue.release(connection, receipts));
                }
                return true;
            } catch (RuntimeException | Error e) {
                held.close();
                throw e;
            }
        } catch (RuntimeException | Error e) {
            OutOfMemory.endIfCauseOf(e);
            one.fail(e);
            return true;
        }
    }

    private static List<PullItem> items(Connection connection, List<Handed> handed) throws SQLException {
        if (handed.isEmpty()) {
            return List.of();
        }
        Map<Long, Integer> duplicates = new HashMap<>();
        Sql.each(
                connection,
                DUPLICATES,
                row -> duplicates.put(row.getLong("event_id"), row.getInt("n")),
                Sql.longs(handed.stream().map(each -> each.event().id()).toList()));
        return handed.stream()
                .map(each -> item(each, duplicates.getOrDefault(each.event().id(), 0)))
                .toList();
    }

    private static long size(PullItem item) {
        String json = item.event().payload().json();
        return json == null ? 0 : json.length();
    }

    private static PullItem item(Handed handed, int duplicates) {
        byte[] body = handed.event().body();
        var found = new Found(handed.event(), duplicates, body == null ? 0 : body.length, body == null);
        String replay =
                handed.replay().isPresent() ? Long.toString(handed.replay().getAsLong()) : null;
        return new PullItem(handed.receipt(), handed.attempt(), replay, found.item(Payload.of(body)));
    }
}
