package dev.textusinbox.dispatch;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.textusinbox.handler.BatchHandler;
import dev.textusinbox.handler.Delivery;
import dev.textusinbox.handler.EventHandler;
import dev.textusinbox.handler.Handler;
import dev.textusinbox.handler.Outcome;
import dev.textusinbox.handler.TransactionalHandler;
import dev.textusinbox.log.AppendResult.Stored;
import dev.textusinbox.log.Event;
import dev.textusinbox.log.EventLog;
import dev.textusinbox.log.Received;
import dev.textusinbox.scripted.NewPhones;
import dev.textusinbox.trace.Traces;
import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Instances with one handler on the real log and database, for one test. */
final class Rig implements AutoCloseable {
    static final Duration LEASE = Duration.ofMillis(700);
    private static final String TYPE = "message.received";

    final String handler = "rig-" + UUID.randomUUID().toString().substring(0, 8);
    private final AgroalDataSource database;
    private final EventLog log;
    private final List<Instance> instances = new ArrayList<>();

    Rig(AgroalDataSource database, EventLog log) {
        this.database = database;
        this.log = log;
    }

    /** What a transactional handler does. */
    interface Work {
        void on(Connection connection, List<Event> events, Delivery delivery) throws Exception;
    }

    /** What a bean does. */
    interface Call {
        Outcome of(Event event, Delivery delivery) throws Exception;
    }

    TransactionalHandler transactional(Work work) {
        return new TransactionalHandler() {
            @Override
            public String name() {
                return handler;
            }

            @Override
            public Set<String> types() {
                return Set.of(TYPE);
            }

            @Override
            public void handle(Connection connection, List<Event> events, Delivery delivery) throws Exception {
                work.on(connection, events, delivery);
            }
        };
    }

    /** What a bean does that takes many. */
    interface BatchCall {
        Outcome of(List<Event> events, Delivery delivery) throws Exception;
    }

    BatchHandler batches(int size, BatchCall call) {
        return new BatchHandler() {
            @Override
            public String name() {
                return handler;
            }

            @Override
            public Set<String> types() {
                return Set.of(TYPE);
            }

            @Override
            public int batchSize() {
                return size;
            }

            @Override
            public boolean isAwayAfterFailures() {
                return true;
            }

            @Override
            public Outcome handle(List<Event> events, Delivery delivery) throws Exception {
                return call.of(events, delivery);
            }
        };
    }

    EventHandler bean(Call call) {
        return bean(call, false);
    }

    EventHandler bean(Call call, boolean reportsOutages) {
        return new EventHandler() {
            @Override
            public boolean reportsOutages() {
                return reportsOutages;
            }

            @Override
            public boolean isAwayAfterFailures() {
                return reportsOutages;
            }

            @Override
            public String name() {
                return handler;
            }

            @Override
            public Set<String> types() {
                return Set.of(TYPE);
            }

            @Override
            public Outcome handle(Event event, Delivery delivery) throws Exception {
                return call.of(event, delivery);
            }
        };
    }

    Instance join(Handler handler, RigSettings settings) {
        return join(database, handler, settings, new Membership(LEASE));
    }

    /** Registered, so that what is stored from now on is its own; it does nothing before its start. */
    Instance join(AgroalDataSource seen, Handler handler, RigSettings settings, Membership membership) {
        var observability = new Observability(new SimpleMeterRegistry(), Traces.OFF);
        var instance = new Instance(seen, List.of(handler), settings, membership, observability);
        instance.sweep();
        instances.add(instance);
        return instance;
    }

    static String contact() {
        return NewPhones.next();
    }

    long store(String contact) throws Exception {
        return store(contact, 0);
    }

    /** An event with a body of so many bytes and some more. */
    long store(String contact, int bytes) throws Exception {
        String body = "{\"action\":\"" + TYPE + "\",\"message\":{\"id\":\"/messages/" + UUID.randomUUID()
                + "\",\"body\":\"" + "x".repeat(bytes) + "\"},\"conversation\":{\"phoneNumber\":\"" + contact + "\"}}";
        CompletableFuture<Long> stored = new CompletableFuture<>();
        log.append(
                new Received("rig", body.getBytes(UTF_8), null, null, null),
                System.nanoTime() + 10_000_000_000L,
                result -> stored.complete(((Stored) result).eventId()));
        return stored.get(10, TimeUnit.SECONDS);
    }

    /** Where the event stands with the handler. */
    String state(long event) {
        return text("SELECT handler_state('" + handler + "', id, lane, type) FROM event WHERE id = " + event);
    }

    /** The attempts that its row counts; -1: it has none. */
    int attempts(long event) {
        String attempts =
                text("SELECT max(attempts) FROM redelivery WHERE handler = '" + handler + "' AND event_id = " + event);
        return attempts == null ? -1 : Integer.parseInt(attempts);
    }

    String lastError(long event) {
        return text("SELECT max(last_error) FROM redelivery WHERE handler = '" + handler + "' AND event_id = " + event);
    }

    /** The first column of the first row. */
    String text(String sql) {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(sql);
                ResultSet row = select.executeQuery()) {
            return row.next() ? row.getString(1) : null;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    void execute(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.execute();
        }
    }

    @Override
    public void close() throws SQLException {
        for (Instance instance : instances) {
            boolean unused = instance.stop(2_000);
        }
        execute("DELETE FROM handler WHERE name = '" + handler + "'");
    }
}
