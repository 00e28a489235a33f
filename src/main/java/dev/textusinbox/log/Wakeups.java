package dev.textusinbox.log;

import dev.textusinbox.platform.database.Pooler;
import dev.textusinbox.platform.database.Schema;
import dev.textusinbox.platform.database.Sql;
import dev.textusinbox.platform.process.Loop;
import io.agroal.api.AgroalDataSource;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Stream;
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
    private static final String EVENTS = "inbox_events";
    private static final String CONTROLS = "inbox_controls";
    /** So that appends send at most five a second, however many there are. */
    private static final int POLL_MILLIS = 200;

    private static final int LOOK_MILLIS = 400;
    private static final Set<Control> UNHEARD = EnumSet.complementOf(EnumSet.of(Control.ERASED));

    private final AgroalDataSource database;
    private final Schema schema;
    private final Pooler pooler;
    private final List<Runnable> onEvents = new CopyOnWriteArrayList<>();
    private final Map<Control, List<Consumer<String>>> onControls = new EnumMap<>(Control.class);
    private final AtomicBoolean unsent = new AtomicBoolean();
    private final Loop loop = new Loop("wakeups", this::listen);

    Wakeups(AgroalDataSource database, Schema schema, Pooler pooler) {
        this.database = database;
        this.schema = schema;
        this.pooler = pooler;
        for (Control control : Control.values()) {
            onControls.put(control, new CopyOnWriteArrayList<>());
        }
    }

    @PostConstruct
    void start() {
        loop.start();
    }

    /** Runs the listener, which must not block, when events were appended by any instance. */
    public void onEvents(Runnable listener) {
        onEvents.add(listener);
    }

    /** Runs the listener, which must not block, when such a control was set anywhere. */
    public void on(Control control, Runnable listener) {
        onControls.get(control).add(of -> listener.run());
    }

    /** Runs the listener, which must not block, when queues of a handler changed; with its name, or "" where it may be any. */
    public void onQueues(Consumer<String> listener) {
        onControls.get(Control.QUEUES).add(listener);
    }

    /** Tells all instances, when the connection's transaction commits, that a control was set. */
    public static void control(Connection connection, Control control) throws SQLException {
        tell(connection, control.word());
    }

    /** Tells all instances, when the connection's transaction commits, that queues of the handlers changed. */
    public static void queues(Connection connection, Collection<String> handlers) throws SQLException {
        for (String handler : handlers) {
            tell(connection, Control.QUEUES.word() + " " + handler);
        }
    }

    private static void tell(Connection connection, String what) throws SQLException {
        Sql.run(connection, "SELECT pg_notify('" + CONTROLS + "', ?)", what);
    }

    /** This instance appended: its own listeners hear it now, the others soon. */
    void appended() {
        onEvents.forEach(Runnable::run);
        unsent.set(true);
    }

    private void listen() throws SQLException, InterruptedException {
        schema.awaitReady();
        if (pooler.sharesSessions()) {
            look();
            return;
        }
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("LISTEN " + EVENTS);
            statement.execute("LISTEN " + CONTROLS);
            PGConnection session = connection.unwrap(PGConnection.class);
            while (!loop.isStopping()) {
                hear(session.getNotifications(POLL_MILLIS), session.getBackendPID());
                if (unsent.getAndSet(false)) {
                    statement.execute("NOTIFY " + EVENTS);
                }
            }
            statement.execute("UNLISTEN *");
        }
    }

    /** A LISTEN does not last here: what may have come is looked for, often enough that a pause is obeyed within a second. */
    private void look() throws SQLException, InterruptedException {
        TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        if (unsent.getAndSet(false)) {
            // Others may be there that hear.
            try (Connection connection = database.getConnection()) {
                Sql.run(connection, "NOTIFY " + EVENTS);
            }
        }
        onEvents.forEach(Runnable::run);
        // What was erased nobody keeps in memory for long.
        UNHEARD.forEach(control -> onControls.get(control).forEach(listener -> listener.accept("")));
    }

    private void hear(PGNotification[] notifications, int self) {
        boolean events = false;
        Set<String> controls = new LinkedHashSet<>();
        for (PGNotification notification : notifications == null ? new PGNotification[0] : notifications) {
            if (notification.getName().equals(CONTROLS)) {
                controls.add(notification.getParameter());
            }
            events |= notification.getName().equals(EVENTS) && notification.getPID() != self;
        }
        if (events) {
            onEvents.forEach(Runnable::run);
        }
        controls.forEach(this::hear);
    }

    void hear(String what) {
        String[] wordAndName = what.split(" ", 2);
        String name = wordAndName.length > 1 ? wordAndName[1] : "";
        List<Control> meant = Stream.of(Control.values())
                .filter(control -> control.word().equals(wordAndName[0]))
                .toList();
        // An instance of another version may say nothing, or what is not known here: it may mean anything.
        for (Control control : meant.isEmpty() ? List.of(Control.values()) : meant) {
            onControls.get(control).forEach(listener -> listener.accept(name));
        }
    }

    @PreDestroy
    void stop() {
        loop.stopNow();
    }
}
