package dev.textusinbox.dispatch;

import dev.textusinbox.dispatch.Flush.FencedException;
import dev.textusinbox.handler.Handler;
import dev.textusinbox.handler.HandlersConfig;
import dev.textusinbox.platform.ReadOnlySessions;
import dev.textusinbox.trace.Traces;
import io.agroal.api.AgroalDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jboss.logging.Logger;

/**
 * Drives one handler on this instance: one thread that takes and gives back lanes, reads, and writes what is settled.
 * Only that thread talks to the database about the handler's progress.
 */
abstract class Runner {
    private static final Logger LOG = Logger.getLogger(Runner.class);
    private static final long RETRY_DATABASE_MILLIS = 500;
    private static final long LEASE_LOOK_MILLIS = 50;
    private static final long ROUND_NANOS = 4_000_000;

    /** What a runner stands on. */
    record Ground(
            AgroalDataSource database,
            Membership membership,
            HandlersConfig.Settings settings,
            HandlerMeters meters,
            Traces traces) {}

    final Handler handler;
    final HandlersConfig.Settings settings;
    final Ground ground;
    final CursorStore cursors;
    private final Signal signal = new Signal();
    private final Thread thread;
    private volatile Set<Integer> share = Set.of();
    private volatile boolean logMayHaveMore;
    private volatile boolean paused = true;
    private volatile boolean due = true;
    private volatile boolean stopping;
    private String ownedAs;
    private boolean failing;
    /** The lease's renewals when the database failed us; what we hold is not written before the next one. */
    private long failedAt = -1;

    Runner(Handler handler, Ground ground) {
        this.handler = handler;
        this.settings = ground.settings();
        this.ground = ground;
        this.cursors = new CursorStore(handler.name());
        this.thread = new Thread(this::run, "handler-" + handler.name());
        this.thread.setDaemon(true);
    }

    final void start() {
        thread.start();
    }

    /** The lanes that are this instance's now, and whether the handler is to run. */
    final void assign(Set<Integer> lanes, boolean pause, boolean redeliveriesDue) {
        share = lanes;
        boolean changed = paused != pause;
        paused = pause;
        due |= redeliveriesDue;
        if (changed || redeliveriesDue || !lanes.equals(numbers(lanes()))) {
            signal.raise();
        }
    }

    final void eventsAppended() {
        logMayHaveMore = true;
        signal.raise();
    }

    /** Takes nothing new; ends when what is in hand has ended. */
    final void stopSoon() {
        stopping = true;
        signal.raise();
    }

    /** False if it has not ended by then. */
    final boolean awaitStop(long millis) {
        try {
            thread.join(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return !thread.isAlive();
    }

    /** Whether a handler may be called: running, and sure to own what it would be called for. */
    final boolean mayCall() {
        return !paused && !stopping && ground.membership().isValid();
    }

    final void pauseSelf() {
        paused = true;
    }

    final void raise() {
        signal.raise();
    }

    final void redeliveriesMayBeDue() {
        due = true;
    }

    final boolean takeDue() {
        boolean was = due;
        due = false;
        return was;
    }

    abstract Collection<OwnedLane> lanes();

    abstract void own(OwnedLane lane);

    abstract void disown(int lane);

    /** One round of reading, calling and writing. True: call again at once. */
    abstract boolean work() throws SQLException, FencedException;

    /** Interrupts a call that has run too long, where the runner does not look after that by itself. */
    void interruptIfLate() {}

    /** Asked at the end, again and again: lets go of what need not be finished, and tells whether nothing is in hand. */
    abstract boolean drained();

    /** How long to wait for a signal before looking again. */
    abstract long waitMillis();

    private void run() {
        while (!(stopping && drained())) {
            boolean again = false;
            long started = System.nanoTime();
            try {
                if (logMayHaveMore) {
                    logMayHaveMore = false;
                    lanes().forEach(lane -> lane.more = true);
                }
                adjustLanes();
                if (!isLeaseInDoubt()) {
                    again = work();
                    recovered();
                }
            } catch (FencedException e) {
                LOG.infof("Handler %s has lost %s", handler.name(), e.getMessage());
                e.lanes.forEach(this::disown);
                again = true;
            } catch (SQLException e) {
                failed(e);
            } catch (RuntimeException | Error e) {
                LOG.errorf(e, "Handler %s: unexpected; its lanes are read again from their cursors", handler.name());
                numbers(lanes()).forEach(this::disown);
                rest();
            }
            if (!again) {
                signal.await(failedAt < 0 ? waitMillis() : Math.min(waitMillis(), LEASE_LOOK_MILLIS));
                pace(started);
            }
        }
        giveBackAll();
    }

    /** Under a burst a round takes all that came meanwhile, not each event by itself: the commits are shared. */
    private static void pace(long started) {
        long left = ROUND_NANOS - (System.nanoTime() - started);
        if (left > 0) {
            LockSupport.parkNanos(left);
        }
    }

    private void adjustLanes() throws SQLException {
        String id = ground.membership().id();
        if (id == null || !id.equals(ownedAs)) {
            // A new lease: what was owned under the old one is lost.
            numbers(lanes()).forEach(this::disown);
            ownedAs = id;
        }
        Set<Integer> wanted = stopping || id == null ? Set.of() : share;
        List<OwnedLane> free = new ArrayList<>();
        for (OwnedLane lane : lanes()) {
            lane.leaving = !wanted.contains(lane.lane);
            if (lane.leaving && isFree(lane)) {
                free.add(lane);
            }
        }
        Set<Integer> missing = new TreeSet<>(wanted);
        missing.removeAll(numbers(lanes()));
        if (!free.isEmpty() || (!missing.isEmpty() && ground.membership().isValid())) {
            change(free, missing, id);
        }
    }

    private void change(List<OwnedLane> free, Set<Integer> missing, String id) throws SQLException {
        try (Connection connection = ground.database().getConnection()) {
            if (!free.isEmpty()) {
                cursors.release(connection, free);
                free.forEach(lane -> disown(lane.lane));
            }
            if (!missing.isEmpty()) {
                List<OwnedLane> claimed = cursors.claim(connection, missing, id);
                claimed.forEach(this::own);
                due |= !claimed.isEmpty();
            }
        }
    }

    /** Whether nothing of the lane is in hand. */
    abstract boolean isFree(OwnedLane lane);

    private void giveBackAll() {
        if (!lanes().isEmpty()) {
            try (Connection connection = ground.database().getConnection()) {
                cursors.release(connection, List.copyOf(lanes()));
            } catch (SQLException e) {
                LOG.debugf(e, "lanes of %s are not given back; their lease will end", handler.name());
            }
        }
    }

    /** After an outage the database may be another: only a lease that it has renewed since tells that it is the same. */
    private boolean isLeaseInDoubt() {
        if (failedAt == ground.membership().renewals() && !stopping) {
            return true;
        }
        failedAt = -1;
        return false;
    }

    private void failed(SQLException e) {
        failedAt = ground.membership().renewals();
        ReadOnlySessions.drop(ground.database(), e);
        if (!failing) {
            failing = true;
            LOG.warnf("Handler %s waits for the database (SQLSTATE %s)", handler.name(), e.getSQLState());
        }
        LOG.debug("dispatch failed", e);
        if (!stopping) {
            rest();
        }
    }

    private void recovered() {
        if (failing) {
            failing = false;
            LOG.infof("Handler %s goes on", handler.name());
        }
    }

    private static void rest() {
        try {
            TimeUnit.MILLISECONDS.sleep(RETRY_DATABASE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Set<Integer> numbers(Collection<OwnedLane> lanes) {
        Set<Integer> numbers = new TreeSet<>();
        for (OwnedLane lane : lanes) {
            numbers.add(lane.lane);
        }
        return numbers;
    }
}
