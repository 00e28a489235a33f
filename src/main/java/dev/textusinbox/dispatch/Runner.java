package dev.textusinbox.dispatch;

import dev.textusinbox.dispatch.Flush.FencedException;
import dev.textusinbox.handler.CallWindow;
import dev.textusinbox.handler.Handler;
import dev.textusinbox.handler.HandlersConfig;
import dev.textusinbox.platform.database.ReadOnlySessions;
import dev.textusinbox.platform.failure.OutOfMemory;
import dev.textusinbox.platform.process.Loop;
import dev.textusinbox.trace.Traces;
import io.agroal.api.AgroalDataSource;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
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

    /** What a runner works with. */
    record RunnerContext(
            AgroalDataSource database,
            Membership membership,
            HandlersConfig.HandlerConfig settings,
            HandlerMeters meters,
            Traces traces) {}

    final Handler handler;
    final HandlersConfig.HandlerConfig settings;
    final RunnerContext context;
    final CursorStore cursors;
    private final LaneOwnership ownership;
    private final Optional<CallWindow> window;
    private final Signal signal = new Signal();
    private final Loop loop;
    private volatile boolean logMayHaveMore;
    private volatile boolean paused = true;
    private volatile boolean due = true;
    private volatile boolean stopping;
    private boolean failing;
    /** The lease's renewals when the database failed us; what we hold is not written before the next one. */
    private long failedAt = -1;

    Runner(Handler handler, RunnerContext context) {
        this.handler = handler;
        this.settings = context.settings();
        this.context = context;
        this.window = settings.window().map(CallWindow::of);
        this.cursors = new CursorStore(handler.name());
        this.ownership = new LaneOwnership(this);
        this.loop = new Loop("handler-" + handler.name(), this::round, this::isOver);
    }

    final void start() {
        loop.start();
    }

    /** The lanes that are to be this instance's and those that are, and whether the handler is to run. */
    final void assign(Set<Integer> share, Set<Integer> owned, boolean pause, boolean redeliveriesDue) {
        boolean changed = ownership.assign(share, owned) || paused != pause;
        paused = pause;
        due |= redeliveriesDue;
        if (changed || redeliveriesDue) {
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
        loop.stopSoon();
        signal.raise();
    }

    /** False if it has not ended by then. */
    final boolean awaitStop(long millis) {
        return loop.awaitEnd(Duration.ofMillis(millis));
    }

    /** Whether a handler may be called: running, and sure to own what it would be called for. */
    final boolean mayCall() {
        return !paused && !stopping && context.membership().isValid() && isInWindow();
    }

    private boolean isInWindow() {
        return window.isEmpty() || window.get().isOpen(Instant.now());
    }

    /** Why no call is made, or none but one now and then; null: there is no reason. */
    final HandlerCondition condition() {
        return isInWindow() ? conditionOfCalls() : HandlerCondition.outside(window.get());
    }

    /** From here on a call that fails may do so for the stop's sake. */
    final boolean isStopping() {
        return stopping;
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

    final boolean isDue() {
        return due;
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

    /** Interrupts calls that have run too long. From a thread that waits for nothing, every moment. */
    abstract void enforceLimits();

    /** Interrupts all calls for a reason that is none of theirs: what does not end well by that is not counted. */
    abstract void breakOff();

    /** What its calls know of that; null: nothing. */
    abstract HandlerCondition conditionOfCalls();

    /** Asked at the end, again and again: lets go of what need not be finished, and tells whether nothing is in hand. */
    abstract boolean drained();

    /** How long to wait for a signal before looking again. */
    abstract long waitMillis();

    private void round() {
        boolean again = false;
        long started = System.nanoTime();
        try {
            if (logMayHaveMore) {
                logMayHaveMore = false;
                lanes().forEach(lane -> lane.more = true);
            }
            ownership.adjust();
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
            // Unexpected: its lanes are read again from their cursors.
            ownership.forget();
            rest();
            throw e;
        }
        if (!again) {
            signal.await(failedAt < 0 ? waitMillis() : Math.min(waitMillis(), LEASE_LOOK_MILLIS));
            pace(started);
        }
    }

    /** Asked at the end. */
    private boolean isOver() {
        if (!drained()) {
            return false;
        }
        ownership.giveBack();
        return true;
    }

    /** Under a burst a round takes all that came meanwhile, not each event by itself: the commits are shared. */
    private static void pace(long started) {
        long left = ROUND_NANOS - (System.nanoTime() - started);
        if (left > 0) {
            LockSupport.parkNanos(left);
        }
    }

    /** Whether nothing of the lane is in hand. */
    abstract boolean isFree(OwnedLane lane);

    /** The lanes of calls that are awaited, also of lanes that have been disowned meanwhile. */
    abstract Set<Integer> inHand();

    /** After an outage the database may be another: only a lease that it has renewed since tells that it is the same. */
    private boolean isLeaseInDoubt() {
        if (failedAt == context.membership().renewals() && !stopping) {
            return true;
        }
        failedAt = -1;
        return false;
    }

    private void failed(SQLException e) {
        OutOfMemory.endIfCauseOf(e);
        failedAt = context.membership().renewals();
        ReadOnlySessions.drop(context.database(), e);
        if (!failing && !stopping) {
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
}
