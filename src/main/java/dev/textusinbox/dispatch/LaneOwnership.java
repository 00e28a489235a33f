package dev.textusinbox.dispatch;

import dev.textusinbox.platform.database.Transaction;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jboss.logging.Logger;

/** Brings the lanes that a runner owns together with those that it is to own: takes what is free, gives back what is wanted elsewhere. */
final class LaneOwnership {
    private static final Logger LOG = Logger.getLogger(LaneOwnership.class);

    private final Runner runner;
    private volatile Set<Integer> share = Set.of();
    private volatile Set<Integer> owned = Set.of();
    private String ownedAs;

    LaneOwnership(Runner runner) {
        this.runner = runner;
    }

    /**
     * What a sweep found. True if there is something to adjust.
     *
     * @param share the lanes that are to be the instance's
     * @param owned those that are, by the database: also one whose taking nobody has heard of, or that was forgotten after an
     *     error. Nobody else can have it as long as the instance lives
     */
    boolean assign(Set<Integer> share, Set<Integer> owned) {
        this.share = share;
        this.owned = owned;
        return !share.equals(numbers(runner.lanes())) || !share.containsAll(owned);
    }

    /** On the runner's thread: as far as can be done now. */
    void adjust() throws SQLException {
        Membership membership = runner.context.membership();
        String id = membership.id();
        if (id == null || !id.equals(ownedAs)) {
            // A new lease: what was owned under the old one is lost.
            forget();
            ownedAs = id;
        }
        Set<Integer> wanted = runner.isStopping() || id == null ? Set.of() : share;
        List<OwnedLane> free = new ArrayList<>();
        for (OwnedLane lane : runner.lanes()) {
            lane.leaving = !wanted.contains(lane.lane);
            if (lane.leaving && runner.isFree(lane)) {
                free.add(lane);
            }
        }
        Set<Integer> held = numbers(runner.lanes());
        Set<Integer> missing = without(wanted, held);
        Set<Integer> stray = without(without(without(owned, held), wanted), runner.inHand());
        boolean mayTake = !missing.isEmpty() && membership.isValid();
        if (!free.isEmpty() || !stray.isEmpty() || mayTake) {
            try (Connection connection = runner.context.database().getConnection()) {
                release(connection, free);
                releaseStray(connection, stray, id);
                take(connection, missing, id);
            }
        }
    }

    private void release(Connection connection, List<OwnedLane> free) throws SQLException {
        if (!free.isEmpty()) {
            runner.cursors.release(connection, free);
            free.forEach(lane -> runner.disown(lane.lane));
        }
    }

    private void releaseStray(Connection connection, Set<Integer> stray, String id) throws SQLException {
        if (!stray.isEmpty()) {
            runner.cursors.releaseStray(connection, stray, id);
            // Until the next sweep looks.
            owned = Set.of();
        }
    }

    private void take(Connection connection, Set<Integer> missing, String id) throws SQLException {
        if (!missing.isEmpty()) {
            // In one transaction, so that what becomes suspect is changed behind the lanes' locks, as all rows are.
            List<OwnedLane> claimed = Transaction.in(connection, in -> runner.cursors.claim(in, missing, id));
            claimed.forEach(runner::own);
            if (!claimed.isEmpty()) {
                runner.redeliveriesMayBeDue();
            }
        }
    }

    /** They are read again from their cursors, once they are taken anew. */
    void forget() {
        numbers(runner.lanes()).forEach(runner::disown);
    }

    /** At the end. */
    void giveBack() {
        if (!runner.lanes().isEmpty()) {
            try (Connection connection = runner.context.database().getConnection()) {
                runner.cursors.release(connection, List.copyOf(runner.lanes()));
            } catch (SQLException e) {
                LOG.debugf(e, "lanes of %s are not given back; their lease will end", runner.handler.name());
            }
        }
    }

    private static Set<Integer> without(Set<Integer> lanes, Set<Integer> others) {
        Set<Integer> left = new TreeSet<>(lanes);
        left.removeAll(others);
        return left;
    }

    private static Set<Integer> numbers(Collection<OwnedLane> lanes) {
        Set<Integer> numbers = new TreeSet<>();
        for (OwnedLane lane : lanes) {
            numbers.add(lane.lane);
        }
        return numbers;
    }
}
