package dev.textusinbox.log;

import dev.textusinbox.log.AppendResult.Reason;
import dev.textusinbox.log.AppendResult.Refused;
import dev.textusinbox.log.Unreadable.UnreadableException;
import dev.textusinbox.platform.Phones;
import dev.textusinbox.platform.Schema;
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
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * The front door of the log: takes verified deliveries and answers each when it is durable.
 *
 * <p>One appender thread takes all that wait and commits them together; the statement itself holds the lock that makes
 * the order of ids the order of visibility, across all instances.
 */
@ApplicationScoped
public class EventLog {
    private static final Logger LOG = Logger.getLogger(EventLog.class);
    private static final String KEY = "SELECT secret FROM identity_key";

    private final AgroalDataSource database;
    private final Schema schema;
    private final LogConfig config;
    private final Wakeups wakeups;
    private final EnvelopeReader reader;
    private final AppendQueue queue;
    private final BatchWriter writer;
    private final Timer appendTime;
    private final DistributionSummary batchSize;
    private final Thread appender = new Thread(this::run, "appender");
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
        this.wakeups = wakeups;
        this.reader = new EnvelopeReader(phone -> phones.e164(phone).orElse(null));
        this.writer = new BatchWriter(
                database, Clock.systemUTC(), (int) config.silence().toMillis());
        this.queue = new AppendQueue(config.queueEvents(), config.queueBytes());
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
    void start(@Observes StartupEvent event) {
        if (schema.isReady()) {
            try {
                loadIdentity();
            } catch (SQLException e) {
                LOG.debug("the appender will load it", e);
            }
        }
        appender.setDaemon(true);
        appender.start();
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
            answer.accept(new Refused(stopping ? Reason.STOPPING : Reason.STARTING));
            return;
        }
        if (writer.isDown()) {
            // At once: to wait for what is known to be away would only fill the queue.
            answer.accept(new Refused(Reason.DATABASE));
            return;
        }
        if (!queue.offer(read(received, identities, deadlineNanos, answer))) {
            answer.accept(new Refused(Reason.QUEUE_FULL));
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
        } catch (UnreadableException e) {
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
        }
    }

    private void run() {
        while (!(stopping && queue.isEmpty())) {
            try {
                if (identity == null) {
                    schema.awaitReady();
                    loadIdentity();
                }
                List<Incoming> batch = queue.takeBatch(config.batchEvents(), config.batchBytes());
                if (!batch.isEmpty()) {
                    write(batch);
                } else if (writer.isDown()) {
                    writer.probe();
                }
            } catch (InterruptedException e) {
                LOG.debug("appender woken to stop");
            } catch (RuntimeException | SQLException e) {
                LOG.error("The appender goes on after an unexpected error", e);
            }
        }
    }

    private void write(List<Incoming> batch) {
        long start = System.nanoTime();
        List<Incoming> inTime = batch.stream().filter(i -> !i.expired(start)).toList();
        if (!inTime.isEmpty() && writer.write(inTime)) {
            wakeups.appended();
        }
        appendTime.record(Duration.ofNanos(System.nanoTime() - start));
        batchSize.record(batch.size());
        for (Incoming late : batch) {
            if (late.expired(start)) {
                late.answer(new Refused(Reason.DEADLINE));
            }
        }
    }

    private void loadIdentity() throws SQLException {
        try (Connection connection = database.getConnection();
                Statement select = connection.createStatement();
                ResultSet row = select.executeQuery(KEY)) {
            row.next();
            identity = new Identity(row.getBytes(1));
        }
    }

    /** Takes no more, and makes durable what it has in hand. */
    @PreDestroy
    public void stop() {
        stopping = true;
        if (identity == null) {
            appender.interrupt();
        }
        try {
            appender.join(Duration.ofSeconds(5).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
