package dev.textusinbox.log;

import dev.textusinbox.platform.Schema;
import io.agroal.api.AgroalDataSource;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/**
 * Tells this instance and the others that there is something new: events in the log, or a control that was set.
 *
 * <p>A hint and nothing more: whoever listens also looks by itself now and then, since a NOTIFY may get lost (a broken
 * connection, a pooler in between).
 */
@ApplicationScoped
public class Wakeups {
    private static final Logger LOG = Logger.getLogger(Wakeups.class);
    private static final String EVENTS = "inbox_events";
    private static final String CONTROLS = "inbox_controls";
    /** So that appends send at most five a second, however many there are. */
    private static final int POLL_MILLIS = 200;

    private final AgroalDataSource database;
    private final Schema schema;
    private final List<Runnable> onEvents = new CopyOnWriteArrayList<>();
    private final List<Runnable> onControls = new CopyOnWriteArrayList<>();
    private final AtomicBoolean unsent = new AtomicBoolean();
    private final Thread thread = new Thread(this::run, "wakeups");
    private volatile boolean stopping;

    Wakeups(AgroalDataSource database, Schema schema) {
        this.database = database;
        this.schema = schema;
    }

    @PostConstruct
    void start() {
        thread.setDaemon(true);
        thread.start();
    }

    /** Runs the listener, which must not block, when events were appended by any instance. */
    public void onEvents(Runnable listener) {
        onEvents.add(listener);
    }

    /** Runs the listener, which must not block, when a control (pause, retry, replay, cancel) was set anywhere. */
    public void onControls(Runnable listener) {
        onControls.add(listener);
    }

    /** Tells all instances, when the connection's transaction commits, that a control was set. */
    public static void control(Connection connection) throws SQLException {
        try (Statement notify = connection.createStatement()) {
            notify.execute("NOTIFY " + CONTROLS);
        }
    }

    /** This instance appended: its own listeners hear it now, the others soon. */
    void appended() {
        onEvents.forEach(Runnable::run);
        unsent.set(true);
    }

    private void run() {
        while (!stopping) {
            try {
                schema.awaitReady();
                listen();
            } catch (SQLException e) {
                LOG.debug("wakeups are deaf until the database is back", e);
                pause();
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void listen() throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("LISTEN " + EVENTS);
            statement.execute("LISTEN " + CONTROLS);
            PGConnection session = connection.unwrap(PGConnection.class);
            while (!stopping) {
                hear(session.getNotifications(POLL_MILLIS), session.getBackendPID());
                if (unsent.getAndSet(false)) {
                    statement.execute("NOTIFY " + EVENTS);
                }
            }
            statement.execute("UNLISTEN *");
        }
    }

    private void hear(PGNotification[] notifications, int self) {
        boolean events = false;
        boolean controls = false;
        for (PGNotification notification : notifications == null ? new PGNotification[0] : notifications) {
            controls |= notification.getName().equals(CONTROLS);
            events |= notification.getName().equals(EVENTS) && notification.getPID() != self;
        }
        if (events) {
            onEvents.forEach(Runnable::run);
        }
        if (controls) {
            onControls.forEach(Runnable::run);
        }
    }

    private void pause() {
        try {
            TimeUnit.SECONDS.sleep(1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @PreDestroy
    void stop() {
        stopping = true;
        thread.interrupt();
    }
}
