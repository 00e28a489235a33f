package dev.textusinbox.log;

import dev.textusinbox.log.AppendResult.RefusalReason;
import dev.textusinbox.log.AppendResult.Refused;
import dev.textusinbox.log.Unreadable.UnreadableException;
import dev.textusinbox.platform.database.Schema;
import dev.textusinbox.platform.phone.Phones;
import dev.textusinbox.platform.process.Loop;
import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Where deliveries enter the log: takes verified ones and answers each when it is durable.
 *
 * <p>One appender thread takes all that wait and commits them together; the statement itself holds the lock that makes
 * the order of ids the order of visibility, across all instances.
 */
@ApplicationScoped
public class EventLog {
    private static final Logger LOG = Logger.getLogger(EventLog.class);
    private static final Duration STOP = Duration.ofSeconds(5);
    private static final String KEY = "SELECT secret FROM identity_key";

    /** Of the heap at most a thirty-second part: a batch is copied once, for the driver, and in one piece. */
    private static final long MAX_BATCH_BYTES = 8_000_000;

    private final AgroalDataSource database;
    private final Schema schema;
    private final LogConfig config;
    private final long batchBytes;
    private final Wakeups wakeups;
    private final EnvelopeReader reader;
    private final AppendQueue queue;
    private final BatchWriter writer;
    private final Timer appendTime;
    private final DistributionSummary batchSize;
    private final Loop appender;
    private final CountDownLatch identified = new CountDownLatch(1);
    private volatile Identity identity;
    private volatile boolean stopping;

    EventLog(
            AgroalDataSource database,
            Schema schema,
            LogConfig config,
            Wakeups wakeups,
            Phones phones,
            MeterRegistry meters) {
        this.database = database;
        this.schema = schema;
        this.config = config;
        this.batchBytes = config.batchBytes()
                .orElse(Math.min(MAX_BATCH_BYTES, Runtime.getRuntime().maxMemory() / 32));
        this.wakeups = wakeups;
        this.reader = new EnvelopeReader(text -> phones.contact(text).orElse(null));
        this.writer = new BatchWriter(
                database, Clock.systemUTC(), (int) config.silence().toMillis());
        this.queue = new AppendQueue(config.queueEvents());
        this.appender = new Loop("appender", this::appendNext, queue::isEmpty);
        this.appendTime = Timer.builder("inbox.append")
                .description("Time to make one batch durable")
                .publishPercentileHistogram()
                .minimumExpectedValue(Duration.ofMillis(1))
                .maximumExpectedValue(Duration.ofSeconds(10))
                .register(meters);
        this.batchSize = DistributionSummary.builder("inbox.append.batch.events")
                .description("Events that shared one commit")
                .register(meters);
    }

    /** With the database there, ready before the port opens. */
    void start(@Observes StartupEvent event) throws InterruptedException {
        appender.start();
        schema.whenReady("identity", identified::await);
        schema.awaitBeforeOpening(identified);
    }

    /**
     * Hands a verified delivery to the log. Never blocks.
     *
     * @param deadlineNanos the {@link System#nanoTime} by which it is worth storing; later it is refused unstored
     * @param answer called exactly once, on the appender's thread or, where it is refused at once, on the caller's
     */
    public void append(Received received, long deadlineNanos, Consumer<AppendResult> answer) {
        Identity identities = identity;
        if (stopping || identities == null) {
            answer.accept(new Refused(stopping ? RefusalReason.STOPPING : RefusalReason.STARTING));
            return;
        }
        if (writer.isDown()) {
            // At once: to wait for what is known to be away would only fill the queue.
            answer.accept(new Refused(RefusalReason.DATABASE));
            return;
        }
        if (!queue.offer(read(received, identities, deadlineNanos, answer))) {
            answer.accept(new Refused(RefusalReason.QUEUE_FULL));
        }
    }

    /** Whether {@link #append} would refuse anything just now, since the queue is full. */
    public boolean isFull() {
        return queue.isFull();
    }

    /** How long ago the provider made a delivery, by its own time in the body; 0 where none can be read. */
    public Duration ageOf(Received received) {
        try {
            Instant made = reader.read(received.body()).timestamp();
            return made == null ? Duration.ZERO : Duration.between(made, Instant.now());
        } catch (UnreadableException | RuntimeException | StackOverflowError e) {
            return Duration.ZERO;
        }
    }

    private Incoming read(Received received, Identity identities, long deadlineNanos, Consumer<AppendResult> answer) {
        try {
            Envelope envelope = reader.read(received.body());
            byte[] id = identities.of(received.source(), envelope, received.body());
            return Incoming.event(received, envelope, id, deadlineNanos, answer);
        } catch (UnreadableException e) {
            return Incoming.unreadable(received, e.reason, deadlineNanos, answer);
        } catch (RuntimeException | StackOverflowError e) {
            LOG.errorf(
                    "A delivery of %s can't be read and goes to quarantine: %s", received.source(), Failures.name(e));
            return Incoming.unreadable(received, Unreadable.UNSTORABLE, deadlineNanos, answer);
        }
    }

    private void appendNext() throws InterruptedException, SQLException {
        if (identity == null) {
            schema.awaitReady();
            loadIdentity();
        }
        List<Incoming> batch = queue.takeBatch(config.batchEvents(), batchBytes);
        if (!batch.isEmpty()) {
            write(batch);
        } else if (writer.isDown()) {
            writer.probe();
        }
    }

    private void write(List<Incoming> batch) {
        long start = System.nanoTime();
        List<Incoming> inTime = batch.stream().filter(i -> !i.expired(start)).toList();
        try {
            if (!inTime.isEmpty() && writer.write(inTime)) {
                wakeups.appended();
            }
        } finally {
            // What the writer has answered stays as it is.
            inTime.forEach(unanswered -> unanswered.answer(new Refused(RefusalReason.DATABASE)));
            batch.forEach(late -> late.answer(new Refused(RefusalReason.DEADLINE)));
        }
        appendTime.record(Duration.ofNanos(System.nanoTime() - start));
        batchSize.record(batch.size());
    }

    private void loadIdentity() throws SQLException {
        try (Connection connection = database.getConnection();
                Statement select = connection.createStatement();
                ResultSet row = select.executeQuery(KEY)) {
            row.next();
            identity = new Identity(row.getBytes(1));
            identified.countDown();
        }
    }

    /** Takes no more, and makes durable what it has in hand. */
    @PreDestroy
    public void stop() {
        stopping = true;
        if (identity == null) {
            appender.stopNow();
        } else {
            appender.stopSoon();
        }
        boolean unused = appender.awaitEnd(STOP);
    }
}
