package dev.textusinbox.log;

import dev.textusinbox.log.AppendResult.Duplicate;
import dev.textusinbox.log.AppendResult.Quarantined;
import dev.textusinbox.log.AppendResult.Reason;
import dev.textusinbox.log.AppendResult.Refused;
import dev.textusinbox.log.AppendResult.Stored;
import dev.textusinbox.platform.DatabaseErrors;
import dev.textusinbox.platform.ReadOnlySessions;
import dev.textusinbox.platform.SilenceLimit;
import dev.textusinbox.platform.Transaction;
import io.agroal.api.AgroalDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/** Writes one batch and answers each delivery in it, whatever happens: committed, or refused. */
final class BatchWriter {
    private static final Logger LOG = Logger.getLogger(BatchWriter.class);
    private final AgroalDataSource database;
    private final Clock clock;
    private final int silenceMillis;
    private boolean failing;
    private volatile boolean down;

    /** @param silenceMillis how long a silent (frozen, cut off) database may hold the appender */
    BatchWriter(AgroalDataSource database, Clock clock, int silenceMillis) {
        this.database = database;
        this.clock = clock;
        this.silenceMillis = silenceMillis;
    }

    /** True if anything new was stored. */
    boolean write(List<Incoming> batch) {
        List<Incoming> events = new ArrayList<>(batch.size());
        List<Incoming> others = new ArrayList<>(0);
        for (Incoming incoming : batch) {
            (incoming.isEvent() ? events : others).add(incoming);
        }
        boolean stored = !events.isEmpty() && appendAll(events);
        for (Incoming other : others) {
            quarantine(other, other.unreadable);
        }
        return stored;
    }

    private boolean appendAll(List<Incoming> events) {
        long[] ids;
        try {
            ids = inTime(connection -> AppendStatement.append(connection, events, clock.instant()));
        } catch (SQLException e) {
            return failed(events, e);
        }
        recovered();
        boolean stored = false;
        List<Incoming> repeats = new ArrayList<>(0);
        List<Long> originals = new ArrayList<>(0);
        for (int i = 0; i < ids.length; i++) {
            if (ids[i] > 0) {
                stored = true;
                events.get(i).answer(new Stored(ids[i], events.get(i).envelope.type()));
            } else {
                repeats.add(events.get(i));
                originals.add(-ids[i]);
            }
        }
        if (!repeats.isEmpty()) {
            answerRepeats(repeats, originals.toArray(new Long[0]));
        }
        return stored;
    }

    private void answerRepeats(List<Incoming> repeats, Long[] originals) {
        try {
            Duplicate[] answers = inTime(connection -> Repeats.settle(connection, repeats, originals));
            for (int i = 0; i < answers.length; i++) {
                repeats.get(i).answer(answers[i]);
            }
        } catch (SQLException e) {
            refuse(repeats, e);
        }
    }

    /** A value that the database can't take must not fail its neighbours: alone, it goes to quarantine. */
    private boolean failed(List<Incoming> events, SQLException e) {
        if (!SqlStates.isData(e)) {
            refuse(events, e);
            return false;
        }
        if (events.size() > 1) {
            boolean stored = false;
            for (Incoming event : events) {
                stored |= appendAll(List.of(event));
            }
            return stored;
        }
        quarantine(events.get(0), Unreadable.UNSTORABLE);
        return false;
    }

    private void quarantine(Incoming incoming, Unreadable reason) {
        try {
            long id = inTime(connection ->
                    Transaction.in(connection, in -> QuarantineStatement.keep(in, incoming.received, reason)));
            incoming.answer(new Quarantined(id));
        } catch (SQLException e) {
            refuse(List.of(incoming), e);
        }
    }

    /**
     * Runs the work, once more on a new connection where the pooled one turns out to be dead: after a restart of the
     * database every pooled one is. An append that did commit before its connection died is then a duplicate.
     */
    private <T> T inTime(SilenceLimit.Work<T> work) throws SQLException {
        try {
            return once(work);
        } catch (SQLException e) {
            if (!SqlStates.isConnectionLost(e)) {
                throw e;
            }
            database.flush(AgroalDataSource.FlushMode.IDLE);
            return once(work);
        }
    }

    private <T> T once(SilenceLimit.Work<T> work) throws SQLException {
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

    private void refuse(List<Incoming> incoming, SQLException e) {
        down = DatabaseErrors.isUnavailable(e);
        ReadOnlySessions.drop(database, e);
        if (!failing) {
            failing = true;
            LOG.warnf("The database takes no events (SQLSTATE %s); the provider is told to try again", e.getSQLState());
        }
        LOG.debug("append failed", e);
        for (Incoming each : incoming) {
            each.answer(new Refused(Reason.DATABASE));
        }
    }

    private void recovered() {
        if (failing) {
            failing = false;
            LOG.info("The database takes events again");
        }
    }
}
