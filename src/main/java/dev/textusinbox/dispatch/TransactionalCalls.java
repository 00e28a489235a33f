package dev.textusinbox.dispatch;

import dev.textusinbox.dispatch.Flush.FencedException;
import dev.textusinbox.handler.Delivery;
import dev.textusinbox.handler.Outcome;
import dev.textusinbox.handler.TransactionalHandler;
import dev.textusinbox.log.Event;
import dev.textusinbox.platform.failure.OutOfMemory;
import dev.textusinbox.trace.Handling;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Calls a transactional handler: what it does and the move of the cursors past it commit together or not at all. As many
 * events in a call as a batch may hold; when that fails, one by one.
 */
final class TransactionalCalls {
    private static final Logger LOG = Logger.getLogger(TransactionalCalls.class);

    /** One by one a transaction goes on for so long: what is slow holds back no more than itself, and a crash repeats little. */
    private static final long SLICE_NANOS = 1_000_000_000L;

    /** The database ends a session that does nothing in its transaction for 15 s: that may be the handler's doing. */
    private static final long IDLE_NANOS = 12_000_000_000L;

    private static final int MAX_DOUBTFUL = 10_000;

    private final TransactionalHandler handler;
    private final Runner runner;
    private final LaneTransaction transaction;
    private final GuardedCall guard;
    private final Verdict verdict;
    private final BodyLoader bodies;
    /** Events whose calls lost their session or transaction: from now on their attempts are counted before. */
    private final Set<Long> doubtful = new HashSet<>();

    TransactionalCalls(TransactionalHandler handler, Runner runner, LaneTransaction transaction) {
        this.handler = handler;
        this.runner = runner;
        this.transaction = transaction;
        this.guard = new GuardedCall(runner.settings.timeout());
        this.verdict = new Verdict(runner.settings);
        this.bodies = new BodyLoader(handler, verdict);
    }

    /** Not begun, or broken off by us: nothing of it is done and nothing is to be counted. */
    static final class BrokenOffException extends SQLException {
        private static final long serialVersionUID = 1L;

        BrokenOffException() {
            super("the call was broken off");
        }
    }

    GuardedCall guard() {
        return guard;
    }

    boolean isDoubtful(long event) {
        return doubtful.contains(event);
    }

    /** Whether the handler knows before the call that it can't; then it is settled. */
    boolean cannotHandle(WindowEntry entry) {
        try {
            String reason = handler.cannotHandle(entry.event);
            if (reason != null) {
                entry.settlement = verdict.of(Outcome.giveUp(reason), entry);
            }
        } catch (Throwable e) {
            OutOfMemory.endIfCauseOf(e);
            Thrown.tell(LOG, handler.name(), Handling.NONE, e);
            entry.settlement = verdict.of(e, entry);
        }
        return entry.settlement != null;
    }

    /** Handles what was read from the log, and moves the cursors past all that is settled, also where that is nothing. */
    void handle(Connection connection, List<WindowEntry> taken) throws SQLException, FencedException {
        Set<String> failedKeys = new HashSet<>();
        int from = 0;
        do {
            requireMayCall();
            BodyLoader.Part part = bodies.load(connection, taken, from, failedKeys);
            from = part.end();
            if (!together(connection, part)) {
                singly(connection, part, failedKeys);
            }
        } while (from < taken.size());
    }

    /** Handles what is in the redelivery table, one by one. */
    void redeliver(Connection connection, List<WindowEntry> due) throws SQLException, FencedException {
        Set<String> failedKeys = new HashSet<>();
        for (int from = 0; from < due.size(); ) {
            BodyLoader.Part part = bodies.load(connection, due, from, failedKeys);
            from = part.end();
            singly(connection, part, failedKeys);
        }
    }

    /** Alone, and counted first: if it ends everything, it is known to be this one. */
    void handleSuspect(Connection connection, WindowEntry suspect) throws SQLException, FencedException {
        if (verdict.isUsedUp(suspect)) {
            suspect.settlement = doubtful.remove(suspect.event.id())
                    ? verdict.deadly("its transaction or session ended", suspect)
                    : verdict.deadly(suspect);
            transaction.run(connection, () -> transaction.commit(connection, List.of(suspect)));
        } else {
            RedeliveryWrites.countBefore(connection, suspect);
            redeliver(connection, List.of(suspect));
            doubtful.remove(suspect.event.id());
        }
    }

    private void requireMayCall() throws BrokenOffException {
        if (!runner.mayCall()) {
            throw new BrokenOffException();
        }
    }

    /** The usual way: all in one call. False if the handler failed, and nothing has been done. */
    private boolean together(Connection connection, BodyLoader.Part part) throws SQLException, FencedException {
        long started = System.nanoTime();
        boolean done = transaction.run(connection, () -> {
            if (!part.entries().isEmpty() && !handled(connection, part)) {
                return false;
            }
            part.entries().forEach(entry -> entry.settlement = new Settlement.Handled());
            return transaction.commit(connection, List.of());
        });
        if (done) {
            runner.context.meters().done(part.entries().size());
            runner.context.traces().handledTogether(handler.name(), part.events(), started);
        }
        return done;
    }

    private boolean handled(Connection connection, BodyLoader.Part part) throws SQLException {
        try {
            guard.run(() -> handler.handle(LentConnection.of(connection), part.events(), Delivery.FIRST));
            return true;
        } catch (Throwable e) {
            requireOwnFault(e, part.entries());
            Thrown.tell(LOG, handler.name(), Handling.NONE, e);
            return false;
        }
    }

    /** Throws what says nothing of the events: they are handled again, and no attempt counts. */
    private void requireOwnFault(Throwable thrown, List<WindowEntry> inHand) throws SQLException {
        OutOfMemory.endIfCauseOf(thrown);
        if (guard.wasBrokenOff()) {
            throw new BrokenOffException();
        }
        if (Thrown.isPassing(thrown)) {
            if (guard.nanos() > IDLE_NANOS) {
                doubt(inHand);
            }
            throw (SQLException) thrown;
        }
    }

    private void doubt(List<WindowEntry> inHand) {
        if (doubtful.size() < MAX_DOUBTFUL) {
            inHand.forEach(entry -> doubtful.add(entry.event.id()));
        }
    }

    /** One by one, some in a transaction: what fails is undone to its savepoint, and only that gets a redelivery. */
    private void singly(Connection connection, BodyLoader.Part part, Set<String> failedKeys)
            throws SQLException, FencedException {
        for (int at = 0; at < part.entries().size(); ) {
            requireMayCall();
            int from = at;
            at = transaction.run(connection, () -> slice(connection, part, from, failedKeys));
        }
    }

    /** Where the next one begins. */
    private int slice(Connection connection, BodyLoader.Part part, int from, Set<String> failedKeys)
            throws SQLException, FencedException {
        long started = System.nanoTime();
        List<WindowEntry> settled = new ArrayList<>();
        int at = from;
        while (at < part.entries().size() && (at == from || System.nanoTime() - started < SLICE_NANOS)) {
            WindowEntry entry = part.entries().get(at);
            if (!failedKeys.contains(entry.key)) {
                handleOne(connection, entry, part.events().get(at), failedKeys);
                settled.add(entry);
            } else if (entry.isLive()) {
                entry.settlement = new Settlement.Blocked();
            }
            // Else it stays in the table as it is, behind an earlier one of its key.
            at++;
        }
        transaction.commit(
                connection, settled.stream().filter(entry -> !entry.isLive()).toList());
        settled.forEach(entry -> runner.context.meters().settled(entry.settlement));
        return at;
    }

    private void handleOne(Connection connection, WindowEntry entry, Event event, Set<String> failedKeys)
            throws SQLException {
        long start = System.nanoTime();
        int attempt = entry.attempts + 1;
        LogFields.set(handler.name(), entry);
        try (Handling handling = runner.context.traces().handling(handler.name(), event, attempt, entry.replay)) {
            // What has no body is settled already.
            if (entry.settlement == null && !cannotHandle(entry)) {
                entry.settlement = attempt(connection, entry, event, handling);
            }
            entry.settlement.tell(handling);
        } finally {
            LogFields.clear();
        }
        if (entry.settlement.blocksKey()) {
            failedKeys.add(entry.key);
        }
        entry.durationMillis = (System.nanoTime() - start) / 1_000_000;
    }

    private Settlement attempt(Connection connection, WindowEntry entry, Event event, Handling handling)
            throws SQLException {
        Savepoint before = connection.setSavepoint();
        // Again for each, whatever the one before did with it.
        transaction.limit(connection);
        try {
            guard.run(() -> handler.handle(LentConnection.of(connection), List.of(event), entry.delivery()));
            connection.releaseSavepoint(before);
            return new Settlement.Handled();
        } catch (Throwable e) {
            requireOwnFault(e, List.of(entry));
            Thrown.tell(LOG, handler.name(), handling, e);
            undo(connection, before, entry);
            return verdict.of(e, entry);
        }
    }

    private void undo(Connection connection, Savepoint before, WindowEntry entry) throws SQLException {
        try {
            connection.rollback(before);
        } catch (SQLException e) {
            // It has ended the transaction by itself, or the session is gone.
            doubt(List.of(entry));
            throw e;
        }
    }
}
