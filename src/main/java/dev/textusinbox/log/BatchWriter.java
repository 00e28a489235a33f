package dev.textusinbox.log;

import dev.textusinbox.log.AppendResult.Duplicate;
import dev.textusinbox.log.AppendResult.Quarantined;
import dev.textusinbox.log.AppendResult.RefusalReason;
import dev.textusinbox.log.AppendResult.Refused;
import dev.textusinbox.log.AppendResult.Stored;
import dev.textusinbox.platform.database.ReadOnlySessions;
import dev.textusinbox.platform.database.SilenceLimit;
import dev.textusinbox.platform.database.Transaction;
import dev.textusinbox.platform.failure.DatabaseErrors;
import io.agroal.api.AgroalDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;

/** Writes one batch and answers each delivery in it, whatever happens: committed, or refused. */
final class BatchWriter {
    private static final Logger LOG = Logger.getLogger(BatchWriter.class);

    private static final int MAX_LOCK_MILLIS = 4_000;

    private final AgroalDataSource database;
    private final Clock clock;
    private final int silenceMillis;
    private final int lockMillis;
    private boolean failing;
    private volatile boolean down;
    private boolean stored;

    /** @param silenceMillis how long a silent (frozen, cut off) database may hold the appender */
    BatchWriter(AgroalDataSource database, Clock clock, int silenceMillis) {
        this.database = database;
        this.clock = clock;
        this.silenceMillis = silenceMillis;
        // Nobody waits longer for his answer than the receiver's deadline; and it must end before the silence does.
        this.lockMillis = Math.min(MAX_LOCK_MILLIS, silenceMillis * 4 / 5);
    }

    /** True if anything new was stored. Events first: what can't be one must not keep them waiting. */
    boolean write(List<Incoming> batch) {
        List<Incoming> events = new ArrayList<>(batch.size());
        List<Incoming> others = new ArrayList<>(0);
        for (Incoming incoming : batch) {
            (incoming.isEvent() ? events : others).add(incoming);
        }
        stored = false;
        Isolation.of(events, this::append, this::refuse, this::giveUp);
        Isolation.of(others, this::quarantine, this::refuse, this::giveUpQuarantine);
        return stored;
    }

    private void append(List<Incoming> events) throws SQLException {
        long[] ids = inTime(connection -> AppendStatement.append(connection, events, clock.instant(), lockMillis));
        recovered();
        List<Incoming> repeats = new ArrayList<>(0);
        Map<Incoming, Long> originals = new HashMap<>(0);
        for (int i = 0; i < ids.length; i++) {
            Incoming event = events.get(i);
            if (ids[i] > 0) {
                stored = true;
                event.answer(new Stored(ids[i], event.envelope.type()));
            } else {
                repeats.add(event);
                originals.put(event, -ids[i]);
            }
        }
        Isolation.of(
                repeats,
                some -> settle(some, originals),
                this::refuse,
                // It is counted already, and what it repeats is stored.
                (repeat, failure) -> repeat.answer(new Refused(RefusalReason.DATABASE)));
    }

    private void settle(List<Incoming> repeats, Map<Incoming, Long> originals) throws SQLException {
        Long[] ids = repeats.stream().map(originals::get).toArray(Long[]::new);
        Duplicate[] answers = inTime(connection -> Repeats.settle(connection, repeats, ids));
        for (int i = 0; i < answers.length; i++) {
            repeats.get(i).answer(answers[i]);
        }
    }

    /** Fails alone, and not for the database's own sake: it is kept for an operator. */
    private void giveUp(Incoming event, Throwable failure) {
        if (failure instanceof SQLException sql && !DatabaseErrors.isData(sql)) {
            refuse(List.of(event), sql);
            return;
        }
        LOG.errorf(
                "A delivery of %s can't be stored and goes to quarantine: %s",
                event.received.source(), Failures.name(failure));
        event.unreadable = Unreadable.UNSTORABLE;
        Isolation.of(List.of(event), this::quarantine, this::refuse, this::giveUpQuarantine);
    }

    private void quarantine(List<Incoming> others) throws SQLException {
        long[] ids = inTime(connection -> Transaction.in(connection, in -> QuarantineStatement.keep(in, others)));
        for (int i = 0; i < ids.length; i++) {
            others.get(i).answer(new Quarantined(ids[i]));
        }
    }

    private void giveUpQuarantine(Incoming other, Throwable failure) {
        LOG.errorf("A delivery of %s can't be kept in quarantine: %s", other.received.source(), Failures.name(failure));
        other.answer(new Refused(RefusalReason.DATABASE));
    }

    /**
     * Runs the work, once more on a new connection where the pooled one turns out to be dead: after a restart of the
     * database every pooled one is. An append that did commit before its connection died is then a duplicate.
     */
    private <T> T inTime(SilenceLimit.LimitedWork<T> work) throws SQLException {
        try {
            return once(work);
        } catch (SQLException e) {
            if (!DatabaseErrors.isConnectionLost(e)) {
                throw e;
            }
            database.flush(AgroalDataSource.FlushMode.IDLE);
            return once(work);
        }
    }

    private <T> T once(SilenceLimit.LimitedWork<T> work) throws SQLException {
        try (Connection connection = database.getConnection()) {
            return SilenceLimit.within(connection, silenceMillis, work);
        }
    }

    /** Whether the database could not be reached: nothing is worth queueing until a {@link #probe} succeeds. */
    boolean isDown() {
        return down;
    }

    /** Looks whether the database is back. */
    void probe() {
        try (Connection connection = database.getConnection();
                Statement select = connection.createStatement()) {
            select.execute("SELECT 1");
            // Whether it takes events, too, only an append can tell: it may be read-only, or its disk full.
            down = false;
        } catch (SQLException e) {
            LOG.debug("the database is still away", e);
        }
    }

    private void refuse(List<Incoming> deliveries, SQLException e) {
        down = DatabaseErrors.isUnavailable(e);
        ReadOnlySessions.drop(database, e);
        if (!failing) {
            failing = true;
            LOG.warnf("The database takes no events (SQLSTATE %s); the provider is told to try again", e.getSQLState());
        }
        LOG.debug("append failed", e);
        for (Incoming each : deliveries) {
            each.answer(new Refused(RefusalReason.DATABASE));
        }
    }

    private void recovered() {
        if (failing) {
            failing = false;
            LOG.info("The database takes events again");
        }
    }
}
