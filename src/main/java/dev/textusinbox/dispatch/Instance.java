package dev.textusinbox.dispatch;

import dev.textusinbox.handler.EventHandler;
import dev.textusinbox.handler.Handler;
import dev.textusinbox.handler.HandlersConfig;
import dev.textusinbox.handler.TransactionalHandler;
import dev.textusinbox.log.Wakeups;
import dev.textusinbox.platform.ReadOnlySessions;
import dev.textusinbox.platform.SilenceLimit;
import io.agroal.api.AgroalDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;

/** One instance among those that share a database: its lease, its runners, and the sweep that keeps them going. */
final class Instance {
    private static final Logger LOG = Logger.getLogger(Instance.class);
    private static final int SILENCE_MILLIS = 3_000;

    private static final String SWEEP = """
            SELECT h.name, h.state,
                   EXISTS (SELECT 1 FROM redelivery r WHERE r.handler = h.name AND r.state IN ('retrying', 'replayed')
                                                        AND r.due_at <= clock_timestamp()) AS due,
                   coalesce((SELECT max(id) FROM event), 0) AS head,
                   ARRAY(SELECT i.id FROM instance i
                          WHERE i.lease_until > clock_timestamp() AND h.name = ANY (i.handlers)
                          ORDER BY i.started_at, i.id) AS live
              FROM handler h""";

    private final AgroalDataSource database;
    private final Collection<Handler> handlers;
    private final HandlersConfig config;
    private final Membership membership;
    private final Map<String, Runner> runners = new TreeMap<>();
    private final ReentrantLock sweeping = new ReentrantLock();
    private final AtomicInteger threadCount = new AtomicInteger();
    private final ExecutorService threads = Executors.newCachedThreadPool(this::thread);
    private long head = -1;
    private boolean failing;
    private String registeredAs;
    private volatile boolean stopping;

    Instance(
            AgroalDataSource database,
            Collection<Handler> handlers,
            HandlersConfig config,
            Membership membership,
            Watching watching) {
        this.database = database;
        this.handlers = handlers;
        this.config = config;
        this.membership = membership;
        for (Handler handler : handlers) {
            HandlersConfig.Settings settings = config.of(handler.name());
            if (settings.enabled()) {
                HandlerMeters counters = new HandlerMeters(watching.meters, handler.name());
                var ground = new Runner.Ground(database, membership, settings, counters, watching.traces);
                runners.put(handler.name(), runner(handler, ground));
            }
        }
    }

    private Runner runner(Handler handler, Runner.Ground ground) {
        if (handler instanceof TransactionalHandler transactional) {
            return new TransactionalRunner(transactional, ground);
        }
        return new KeyedRunner((EventHandler) handler, ground, threads);
    }

    private Thread thread(Runnable work) {
        Thread thread = new Thread(work, "handler-call-" + threadCount.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    }

    /** To be called when the schema is there. */
    void start() {
        // Here and now, so that the handlers are known before the first request is.
        sweep();
        runners.values().forEach(Runner::start);
    }

    void eventsAppended() {
        runners.values().forEach(Runner::eventsAppended);
    }

    void sweepSoon() {
        if (!stopping) {
            threads.execute(this::sweep);
        }
    }

    /** Renews the lease, and tells each runner its lanes, whether it is paused, and whether it has something to do. */
    void sweep() {
        if (stopping || !sweeping.tryLock()) {
            return;
        }
        runners.values().forEach(Runner::interruptIfLate);
        try (Connection connection = database.getConnection()) {
            failing = SilenceLimit.within(connection, SILENCE_MILLIS, this::sweep);
        } catch (SQLException e) {
            ReadOnlySessions.drop(database, e);
            if (!failing) {
                failing = true;
                LOG.warnf("The sweep waits for the database (SQLSTATE %s)", e.getSQLState());
            }
        } finally {
            sweeping.unlock();
        }
    }

    /** False: it did not fail. */
    private boolean sweep(Connection connection) throws SQLException {
        membership.renew(connection, runners.keySet());
        // After joining, and again under each new lease: whoever drops a handler sees that we run it, or we make it
        // anew.
        if (!membership.id().equals(registeredAs)) {
            register(connection);
        }
        look(connection);
        return false;
    }

    private void register(Connection connection) throws SQLException {
        for (Handler handler : handlers) {
            boolean fromNow = config.of(handler.name()).start() == HandlersConfig.Start.NOW;
            CursorStore.register(connection, handler, fromNow);
        }
        registeredAs = membership.id();
    }

    private void look(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(SWEEP);
                ResultSet row = select.executeQuery()) {
            long newHead = head;
            while (row.next()) {
                newHead = row.getLong("head");
                Runner runner = runners.get(row.getString("name"));
                if (runner != null) {
                    List<String> live = List.of((String[]) row.getArray("live").getArray());
                    runner.assign(
                            Share.of(membership.id(), live, row.getString("name")),
                            row.getString("state").equals("paused"),
                            row.getBoolean("due"));
                    if (newHead != head) {
                        runner.eventsAppended();
                    }
                }
            }
            head = newHead;
        }
    }

    /**
     * What is in hand ends; then lanes are given back, and the lease too. False if it took longer than the time: then the
     * lease is kept, and ends by itself, so that nobody takes over while a handler may still be at work.
     */
    boolean stop(long millis) {
        stopping = true;
        runners.values().forEach(Runner::stopSoon);
        handlers.forEach(handler -> threads.execute(handler::stop));
        long until = System.nanoTime() + millis * 1_000_000;
        boolean stopped = true;
        for (Runner runner : runners.values()) {
            stopped &= runner.awaitStop(Math.max(1, (until - System.nanoTime()) / 1_000_000));
        }
        if (stopped && membership.id() != null) {
            leave();
        }
        return stopped;
    }

    private void leave() {
        try (Connection connection = database.getConnection()) {
            membership.leave(connection);
            Wakeups.control(connection);
        } catch (SQLException e) {
            LOG.debug("the lease is not given back; it will end", e);
        }
    }
}
