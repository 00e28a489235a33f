package dev.textusinbox.dispatch;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.textusinbox.platform.database.Schema;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** While instances are replaced one by one, one that updates rows works beside one that inserts: nothing is lost or twice. */
@QuarkusTest
class OlderInstanceTest {
    private static final List<Integer> ALL = IntStream.range(0, 16).boxed().toList();
    private static final int EACH = 200;

    @Inject
    AgroalDataSource database;

    @Inject
    Schema schema;

    private final String name = "mixed-" + Long.toString(System.nanoTime(), 36);
    private final MovedHandler handler = new MovedHandler(name);
    private Connection connection;
    private OlderProgram older;

    @BeforeEach
    void bothAreThere() throws Exception {
        schema.ready().join();
        connection = database.getConnection();
        handler.register(connection);
        older = new OlderProgram(connection, name);
    }

    @AfterEach
    void gone() throws SQLException {
        older.close();
        handler.die(connection);
        run("DELETE FROM handler WHERE name = '" + name + "'");
        connection.close();
    }

    @Test
    void lanesGoFromOneToTheOtherAndBackWhereTheyWere() throws SQLException {
        older.join(name);
        for (long at = 0; at < 40; at += 4) {
            List<OwnedLane> lanes = handler.claim(connection, ALL);
            long here = at;
            assertEquals(
                    Collections.nCopies(ALL.size(), here),
                    lanes.stream().map(OwnedLane::position).toList());
            assertEquals(ALL.size(), handler.move(connection, lanes, at, at + 1));
            assertEquals(ALL.size(), handler.move(connection, lanes, at + 1, at + 2));
            handler.release(connection, lanes);

            assertEquals(Collections.nCopies(ALL.size(), at + 2), older.claim(name), "what was inserted is known");
            assertEquals(ALL.size(), older.move(name, at + 2, at + 3));
            assertEquals(ALL.size(), older.move(name, at + 3, at + 4));
            older.release(name);
        }
        assertEquals(List.of(40L, 40L, 40L * ALL.size()), handler.state(connection));
    }

    @Test
    void oneTakesOverFromADeadOneWhereItWas() throws SQLException {
        older.join(name);
        List<OwnedLane> lanes = handler.claim(connection, ALL);
        assertEquals(ALL.size(), handler.move(connection, lanes, 0, 6));
        handler.die(connection);
        assertEquals(Collections.nCopies(ALL.size(), 6L), older.claim(name));
        assertEquals(0, handler.move(connection, lanes, 6, 7), "its fence is old");
        assertEquals(ALL.size(), older.move(name, 6, 8));
        assertEquals(List.of(8L, 8L, 8L * ALL.size()), handler.state(connection));
    }

    /** What it shows and waits by (its ledger, a replay) goes on, a second behind. */
    @Test
    void whatIsInsertedIsWrittenDownForTheOlderWhileItLives() throws SQLException {
        List<OwnedLane> lanes = handler.claim(connection, ALL);
        handler.move(connection, lanes, 0, 5);
        older.join(name);
        await("the older one is seen")
                .until(() -> number("SELECT min(position) FROM lane_cursor WHERE handler = '" + name + "'") == 5);
        assertEquals(ALL.size(), handler.move(connection, lanes, 5, 6), "and it is still the other's");
    }

    @Test
    void bothCountWhatTheyStore() throws Exception {
        CompletableFuture<Void> updates = CompletableFuture.runAsync(() -> {
            try (Connection own = database.getConnection()) {
                var second = new OlderProgram(own, name + "-2");
                for (int i = 0; i < EACH; i++) {
                    second.append("append_events", name, name + i);
                    second.countQuarantined(name);
                }
                second.close();
            } catch (SQLException | IOException e) {
                throw new IllegalStateException(e);
            }
        });
        for (int i = 0; i < EACH; i++) {
            // The second is a repeat.
            older.append("append_batch", name, name + "-new-" + i);
            older.append("append_batch", name, name + "-new-" + i);
        }
        updates.get();
        assertEquals(4L * EACH, number("SELECT received FROM source_now WHERE name = '" + name + "'"));
        assertEquals(2L * EACH, number("SELECT stored FROM source_now WHERE name = '" + name + "'"));
        assertEquals(EACH, number("SELECT duplicates FROM source_now WHERE name = '" + name + "'"));
        assertEquals(EACH, number("SELECT quarantined FROM source_now WHERE name = '" + name + "'"));
    }

    private long number(String sql) throws SQLException {
        try (Statement select = connection.createStatement();
                ResultSet row = select.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    private void run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
