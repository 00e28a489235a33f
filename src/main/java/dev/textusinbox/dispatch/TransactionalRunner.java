package dev.textusinbox.dispatch;

import dev.textusinbox.dispatch.Flush.FencedException;
import dev.textusinbox.handler.Delivery;
import dev.textusinbox.handler.TransactionalHandler;
import dev.textusinbox.log.Event;
import dev.textusinbox.trace.Handling;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jboss.logging.Logger;

/** Drives a {@link TransactionalHandler}: a batch and the cursors that pass it, in one transaction. */
final class TransactionalRunner extends Runner {
    private static final Logger LOG = Logger.getLogger(TransactionalRunner.class);
    private static final int BATCH_EVENTS = 1024;
    private static final int REDELIVERY_KEYS = 64;
    private static final int REDELIVERY_PER_KEY = 16;
    private static final long IDLE_MILLIS = 1000;

    private final TransactionalHandler transactional;
    private final LogReader reader;
    private final RedeliveryStore redeliveries;
    private final Flush flush;
    private final Verdict verdict;
    private final GuardedCall guard;
    private final Map<Integer, OwnedLane> lanes = new TreeMap<>();
    private boolean uncertain;

    TransactionalRunner(TransactionalHandler handler, Ground ground) {
        super(handler, ground);
        this.transactional = handler;
        this.reader = new LogReader(handler);
        this.redeliveries = new RedeliveryStore(handler.name());
        this.flush = new Flush(handler.name());
        this.verdict = new Verdict(ground.settings());
        this.guard = new GuardedCall(ground.settings().timeout());
    }

    @Override
    Collection<OwnedLane> lanes() {
        synchronized (lanes) {
            return List.copyOf(lanes.values());
        }
    }

    @Override
    void own(OwnedLane lane) {
        synchronized (lanes) {
            lanes.put(lane.lane, lane);
        }
    }

    @Override
    void disown(int lane) {
        synchronized (lanes) {
            lanes.remove(lane);
        }
    }

    /** A batch is in hand within one round only. */
    @Override
    boolean isFree(OwnedLane lane) {
        return true;
    }

    @Override
    boolean drained() {
        return true;
    }

    @Override
    long waitMillis() {
        return IDLE_MILLIS;
    }

    @Override
    boolean work() throws SQLException, FencedException {
        if (!mayCall()) {
            return false;
        }
        if (uncertain) {
            findOut();
        }
        // Until this round has ended well, nobody knows whether its last commit was made.
        uncertain = true;
        boolean again = round();
        uncertain = false;
        return again;
    }

    /** After an error: where the cursors are, and which lanes are still ours. */
    private void findOut() throws SQLException {
        try (Connection connection = ground.database().getConnection()) {
            Map<Integer, CursorStore.Row> rows = cursors.look(
                    connection, lanes().stream().map(lane -> lane.lane).toList());
            for (OwnedLane lane : lanes()) {
                CursorStore.Row row = rows.get(lane.lane);
                if (row == null || row.fence() != lane.fence) {
                    disown(lane.lane);
                } else {
                    lane.resetTo(row.position());
                }
            }
        }
        redeliveriesMayBeDue();
    }

    private boolean round() throws SQLException, FencedException {
        boolean again = takeDue() && redeliver();
        List<OwnedLane> hungry =
                lanes().stream().filter(lane -> lane.more && !lane.leaving).toList();
        if (hungry.isEmpty()) {
            return again;
        }
        try (Connection connection = ground.database().getConnection()) {
            int limit = Math.max(1, BATCH_EVENTS / hungry.size());
            List<Entry> taken = take(reader.next(connection, hungry, limit), hungry, limit);
            inTransaction(connection, () -> {
                if (!handledTogether(connection, taken)) {
                    handleSingly(connection, taken, List.of());
                }
            });
        }
        return again || hungry.stream().anyMatch(lane -> lane.more);
    }

    private static List<Entry> take(List<LogReader.Row> rows, List<OwnedLane> hungry, int limit) {
        List<Entry> taken = new ArrayList<>();
        Set<String> behindSuspects = new HashSet<>();
        LogReader.take(rows, hungry, limit, (lane, row) -> {
            Entry entry = Entry.live(row.event(), lane);
            lane.add(entry);
            if (row.blocked() || behindSuspects.contains(entry.key)) {
                entry.settlement = new Settlement.Blocked();
            } else if (row.event().id() <= lane.suspectUntil) {
                entry.settlement = new Settlement.Suspect();
                behindSuspects.add(entry.key);
            } else {
                taken.add(entry);
            }
        });
        return taken;
    }

    @Override
    void interruptIfLate() {
        guard.interruptIfLate();
    }

    private interface Work {
        void run() throws SQLException, FencedException;
    }

    private void inTransaction(Connection connection, Work work) throws SQLException, FencedException {
        connection.setAutoCommit(false);
        try {
            // A statement is not to be interrupted from here: the database ends it.
            try (Statement limit = connection.createStatement()) {
                limit.execute(
                        "SET LOCAL statement_timeout = " + settings.timeout().toMillis());
            }
            work.run();
        } catch (SQLException | FencedException | RuntimeException | Error e) {
            connection.rollback();
            throw e;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    /** The usual way: all in one call. False if the handler failed, and nothing has been done. */
    private boolean handledTogether(Connection connection, List<Entry> taken) throws SQLException, FencedException {
        List<Event> events = new ArrayList<>(taken.size());
        long started = System.nanoTime();
        try {
            if (!taken.isEmpty()) {
                events.addAll(whole(connection, taken));
                guard.run(() -> transactional.handle(connection, events, Delivery.FIRST));
            }
        } catch (Exception e) {
            if (DatabaseTrouble.isPassing(e)) {
                throw (SQLException) e;
            }
            LOG.debugf(e, "handler %s: a batch failed, going one by one", handler.name());
            connection.rollback();
            return false;
        }
        taken.forEach(entry -> entry.settlement = new Settlement.Handled());
        commit(connection, List.of());
        ground.meters().done(taken.size());
        ground.traces().handledTogether(handler.name(), events, started);
        return true;
    }

    /** One by one in one transaction: what fails is undone to its savepoint, and only that is set aside. */
    private void handleSingly(Connection connection, List<Entry> live, List<Entry> redelivered)
            throws SQLException, FencedException {
        Set<String> troubled = new HashSet<>();
        for (Entry entry : live) {
            if (troubled.contains(entry.key)) {
                entry.settlement = new Settlement.Blocked();
            } else {
                handleOne(connection, entry, troubled);
            }
        }
        List<Entry> settled = new ArrayList<>();
        for (Entry entry : redelivered) {
            // Behind trouble of its key it stays in the table as it is.
            if (!troubled.contains(entry.key)) {
                handleOne(connection, entry, troubled);
                settled.add(entry);
            }
        }
        commit(connection, settled);
        live.forEach(entry -> ground.meters().settled(entry.settlement));
        settled.forEach(entry -> ground.meters().settled(entry.settlement));
    }

    private void handleOne(Connection connection, Entry entry, Set<String> troubled) throws SQLException {
        long start = System.nanoTime();
        int attempt = entry.attempts + 1;
        LogFields.set(handler.name(), entry);
        try (Handling handling = ground.traces().handling(handler.name(), entry.event, attempt, entry.replay)) {
            entry.settlement = attempt(connection, entry, attempt, handling);
            entry.settlement.tell(handling);
        } finally {
            LogFields.clear();
        }
        if (entry.settlement.blocksKey()) {
            troubled.add(entry.key);
        }
        entry.durationMillis = (System.nanoTime() - start) / 1_000_000;
    }

    private Settlement attempt(Connection connection, Entry entry, int attempt, Handling handling) throws SQLException {
        Savepoint before = connection.setSavepoint();
        try {
            List<Event> event = whole(connection, List.of(entry));
            guard.run(() -> transactional.handle(connection, event, entry.delivery()));
            connection.releaseSavepoint(before);
            return new Settlement.Handled();
        } catch (Throwable e) {
            handling.failed(e);
            if (DatabaseTrouble.isPassing(e)) {
                throw (SQLException) e;
            }
            connection.rollback(before);
            return verdict.of(e, attempt);
        }
    }

    private void commit(Connection connection, List<Entry> redelivered) throws SQLException, FencedException {
        List<OwnedLane.Move> moves = new ArrayList<>();
        for (OwnedLane lane : lanes()) {
            OwnedLane.Move move = lane.takeSettled();
            if (move != null) {
                moves.add(move);
            }
        }
        if (flush.writeInTransaction(connection, new Window.Batch(moves, redelivered))) {
            redeliveriesMayBeDue();
        }
        connection.commit();
        moves.forEach(move -> move.lane().committed(move));
    }

    /** True if there may be more. */
    private boolean redeliver() throws SQLException, FencedException {
        Map<Integer, OwnedLane> ours = new TreeMap<>();
        lanes().stream().filter(lane -> !lane.leaving).forEach(lane -> ours.put(lane.lane, lane));
        if (ours.isEmpty()) {
            return false;
        }
        try (Connection connection = ground.database().getConnection()) {
            List<Entry> due = new ArrayList<>();
            Entry suspect = null;
            Set<String> seen = new HashSet<>();
            Set<String> behindSuspects = new HashSet<>();
            for (RedeliveryStore.Due row :
                    redeliveries.due(connection, ours.keySet(), REDELIVERY_KEYS, REDELIVERY_PER_KEY)) {
                Entry entry = row.entry(ours.get(row.event().lane()));
                boolean first = seen.add(entry.key);
                if (entry.suspect) {
                    suspect = suspect == null && first ? entry : suspect;
                    behindSuspects.add(entry.key);
                } else if (!behindSuspects.contains(entry.key)) {
                    due.add(entry);
                }
            }
            if (due.isEmpty() && suspect == null) {
                return false;
            }
            if (!due.isEmpty()) {
                inTransaction(connection, () -> handleSingly(connection, List.of(), due));
            }
            if (suspect != null) {
                handleSuspect(connection, suspect);
            }
            redeliveriesMayBeDue();
            return true;
        }
    }

    /** Alone, and counted first: if it ends everything, it is known to be this one. */
    private void handleSuspect(Connection connection, Entry suspect) throws SQLException, FencedException {
        if (suspect.attempts >= settings.maxAttempts()) {
            suspect.settlement = verdict.deadly(suspect.attempts);
            inTransaction(connection, () -> commit(connection, List.of(suspect)));
        } else {
            TroubleStore.countBefore(connection, suspect);
            inTransaction(connection, () -> handleSingly(connection, List.of(), List.of(suspect)));
        }
    }

    private List<Event> whole(Connection connection, List<Entry> entries) throws SQLException {
        List<Event> events = new ArrayList<>(entries.size());
        for (Entry entry : entries) {
            boolean missing = handler.needsBody() && entry.event.body() == null;
            events.add(missing ? LogReader.load(connection, entry.event) : entry.event);
        }
        return events;
    }
}
