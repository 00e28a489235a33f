package dev.textusinbox.dispatch;

import dev.textusinbox.handler.CallWindow;
import dev.textusinbox.handler.ExternalHandler;
import dev.textusinbox.handler.Handler;
import dev.textusinbox.handler.HandlersConfig;
import dev.textusinbox.handler.TransactionalHandler;
import dev.textusinbox.log.Control;
import dev.textusinbox.log.Wakeups;
import dev.textusinbox.platform.database.Sql;
import dev.textusinbox.platform.process.Loop;
import dev.textusinbox.platform.process.Workers;
import io.agroal.api.AgroalDataSource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;

/**
 * One instance among those that share a database: its lease, its runners, and the sweep that keeps them going, on a thread
 * that nobody else's work can hold up.
 */
final class Instance {
    private static final Logger LOG = Logger.getLogger(Instance.class);
    private static final int SILENCE_MILLIS = 3_000;
    /** How late a limit may be noticed; well below the time by which our own view of the lease ends before the others'. */
    private static final Duration WATCH = Duration.ofMillis(200);

    private static final String SWEEP = """
            SELECT h.name, h.state,
                   EXISTS (SELECT 1 FROM redelivery r WHERE r.handler = h.name AND r.state IN ('retrying', 'replayed')
                                                        AND r.due_at <= clock_timestamp()) AS due,
                   coalesce((SELECT max(id) FROM event), 0) AS head,
                   ARRAY(SELECT c.lane::int FROM lane_cursor c WHERE c.handler = h.name AND c.owner = ?) AS owned,
                   ARRAY(SELECT i.id FROM instance i
                          WHERE i.lease_until > clock_timestamp() AND h.name = ANY (i.handlers)
                          ORDER BY i.started_at, i.id) AS live
              FROM handler h WHERE h.name = ANY (?) AND h.kind <> 'pull'
            """;

    private final AgroalDataSource database;
    private final Collection<Handler> handlers;
    private final HandlersConfig config;
    private final Membership membership;
    private final Map<String, Runner> runners = new TreeMap<>();
    private final Map<String, CallWindow> windows = new TreeMap<>();
    private final ReentrantLock sweeping = new ReentrantLock();
    private final ExecutorService threads = Workers.cached("handler-call");
    private final Conditions conditions = new Conditions();
    private final Signal beat = new Signal();
    private final Signal watch = new Signal();
    private final Loop lease = new Loop("lease", this::beat);
    private final Loop limits = new Loop("handler-limits", this::watch);
    private final LeaseConnection connection;
    private long head = -1;
    private boolean failing;
    private String registeredAs;
    private volatile boolean stopping;

    Instance(
            AgroalDataSource database,
            Collection<Handler> handlers,
            HandlersConfig config,
            Membership membership,
            Observability observability) {
        this.database = database;
        this.handlers = handlers;
        this.config = config;
        this.membership = membership;
        this.connection = new LeaseConnection(database, SILENCE_MILLIS);
        for (Handler handler : handlers) {
            HandlersConfig.HandlerConfig settings = config.of(handler.name());
            if (settings.enabled()) {
                HandlerMeters counters = new HandlerMeters(observability.meters, handler.name());
                var context = new Runner.RunnerContext(database, membership, settings, counters, observability.traces);
                runners.put(handler.name(), runner(handler, context));
            }
        }
    }

    private Runner runner(Handler handler, Runner.RunnerContext context) {
        if (handler instanceof TransactionalHandler transactional) {
            return new TransactionalRunner(transactional, context);
        }
        return new KeyedRunner((ExternalHandler) handler, context, threads);
    }

    /** A pull consumer, which has no runner, is outside its window at times. To be called before the start. */
    void tellOutside(String consumer, CallWindow window) {
        windows.put(consumer, window);
    }

    /** To be called when the schema is there. */
    void start() {
        // Here and now, so that the handlers are known before the first request is.
        sweep();
        runners.values().forEach(Runner::start);
        lease.start();
        limits.start();
    }

    private void beat() {
        beat.await(membership.beat().toMillis());
        sweep();
    }

    /** Nothing here waits for the database: calls end in time, and before anybody else may make them, while it says nothing. */
    private void watch() {
        watch.await(WATCH.toMillis());
        runners.forEach((name, runner) -> {
            runner.enforceLimits();
            if (!membership.isValid()) {
                runner.breakOff();
            }
            conditions.look(name, runner.condition());
        });
        Instant now = Instant.now();
        windows.forEach(
                (name, window) -> conditions.look(name, window.isOpen(now) ? null : HandlerCondition.outside(window)));
    }

    void eventsAppended() {
        runners.values().forEach(Runner::eventsAppended);
    }

    /** Of the handler, or of any where there is no name. */
    void queuesChanged(String handler) {
        runners.forEach((name, runner) -> {
            if (handler.isEmpty() || handler.equals(name)) {
                runner.redeliveriesMayBeDue();
                runner.raise();
            }
        });
    }

    void sweepSoon() {
        beat.raise();
    }

    /** Renews the lease, and tells each runner its lanes, whether it is paused, and whether it has something to do. */
    void sweep() {
        if (stopping || !sweeping.tryLock()) {
            return;
        }
        try {
            failing = connection.with(this::sweep);
        } catch (SQLException e) {
            if (!failing) {
                failing = true;
                LOG.warnf("The sweep waits for the database (SQLSTATE %s)", e.getSQLState());
            }
        } finally {
            sweeping.unlock();
        }
        if (stopping) {
            // The stop did not wait for this sweep.
            giveBackConnection();
        }
    }

    /** False: it did not fail. */
    private boolean sweep(Connection lent) throws SQLException {
        membership.renew(lent, runners.keySet());
        // After joining, and again under each new lease: whoever drops a handler sees that we run it, or we make it
        // anew.
        if (!membership.id().equals(registeredAs)) {
            register(lent);
        }
        look(lent);
        conditions.write(lent, membership.id());
        return false;
    }

    private void register(Connection lent) throws SQLException {
        for (Handler handler : handlers) {
            boolean fromNow = config.of(handler.name()).start() == HandlersConfig.Start.NOW;
            if (!CursorStore.register(lent, handler, fromNow)) {
                LOG.errorf(
                        "Handler %s does not run: a pull consumer has its name. Rename it, or drop the consumer",
                        handler.name());
            }
        }
        registeredAs = membership.id();
    }

    private void look(Connection lent) throws SQLException {
        for (long newest : Sql.list(lent, SWEEP, this::tell, membership.id(), Sql.texts(runners.keySet()))) {
            head = newest;
        }
    }

    /** Gives the newest event, as all rows have it. */
    private long tell(ResultSet row) throws SQLException {
        long newest = row.getLong("head");
        Runner runner = runners.get(row.getString("name"));
        if (runner != null) {
            List<String> live = List.of((String[]) row.getArray("live").getArray());
            runner.assign(
                    Share.of(membership.id(), live, row.getString("name")),
                    Set.of((Integer[]) row.getArray("owned").getArray()),
                    row.getString("state").equals("paused"),
                    row.getBoolean("due"));
            if (newest != head) {
                runner.eventsAppended();
            }
        }
        return newest;
    }

    /**
     * What is in hand ends; what has not by three quarters of the time is interrupted, and given back as if it had not begun.
     * Then lanes are given back, and the lease too. False if even that took too long: then the lease is kept, and ends by
     * itself, so that nobody takes over while a handler may still be at work.
     */
    boolean stop(long millis) {
        stopping = true;
        lease.stopSoon();
        beat.raise();
        runners.values().forEach(Runner::stopSoon);
        handlers.forEach(handler -> threads.execute(handler::stop));
        long now = System.nanoTime();
        boolean stopped = haveStoppedBy(now + millis * 750_000);
        if (!stopped) {
            runners.values().forEach(Runner::breakOff);
            stopped = haveStoppedBy(now + millis * 1_000_000);
        }
        limits.stopSoon();
        watch.raise();
        if (stopped && membership.id() != null) {
            leave();
        }
        giveBackConnection();
        return stopped;
    }

    private boolean haveStoppedBy(long nanos) {
        boolean stopped = true;
        for (Runner runner : runners.values()) {
            stopped &= runner.awaitStop(Math.max(1, (nanos - System.nanoTime()) / 1_000_000));
        }
        return stopped;
    }

    private void leave() {
        try (Connection own = database.getConnection()) {
            membership.leave(own);
            Wakeups.control(own, Control.HANDLERS);
        } catch (SQLException e) {
            LOG.debug("the lease is not given back; it will end", e);
        }
    }

    /** Unless the last sweep still waits for the database on it: then that gives it back, or it goes with the process. */
    private void giveBackConnection() {
        if (sweeping.tryLock()) {
            try {
                connection.close();
            } catch (SQLException e) {
                LOG.debug("the lease's connection is not given back", e);
            } finally {
                sweeping.unlock();
            }
        }
    }
}
