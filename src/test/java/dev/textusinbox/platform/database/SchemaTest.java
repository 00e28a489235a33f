package dev.textusinbox.platform.database;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.lang.reflect.Proxy;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class SchemaTest {

    @Inject
    DataSource database;

    @Inject
    Pooler pooler;

    @Inject
    Schema ofTheProgram;

    private final AtomicBoolean away = new AtomicBoolean();
    private final AtomicInteger tries = new AtomicInteger();

    @AfterEach
    void dropWhatTheTestMade() throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("DROP SCHEMA IF EXISTS schema_test CASCADE");
        }
    }

    @Test
    void theProgramsOwnSchemaGetsReadyByItself() throws Exception {
        ofTheProgram.ready().get(10, TimeUnit.SECONDS);
        assertTrue(ofTheProgram.isReady());
    }

    @Test
    void migratesWhenTheDatabaseComes() throws Exception {
        away.set(true);
        var schema = new Schema(Migrations.ofInbox(flyway("classpath:db/schema-test")), pooler);
        var told = new AtomicInteger();
        schema.whenReady("test", told::incrementAndGet);
        schema.start(null);
        await().until(() -> tries.get() > 1);
        assertFalse(schema.isReady());
        assertEquals(0, told.get());

        away.set(false);

        schema.ready().get(10, TimeUnit.SECONDS);
        assertTrue(schema.isReady());
        await().until(() -> told.get() == 1);
        schema.whenReady("test", told::incrementAndGet);
        await().until(() -> told.get() == 2);
    }

    @Test
    void aSchemaOfANewerVersionIsNoError() throws Exception {
        assertEquals(
                2,
                flyway("classpath:db/schema-test", "classpath:db/schema-test-newer")
                        .migrate()
                        .migrationsExecuted);
        var schema = new Schema(Migrations.ofInbox(flyway("classpath:db/schema-test")), pooler);

        schema.start(null);

        schema.ready().get(10, TimeUnit.SECONDS);
    }

    @Test
    void severalInstancesMayStartAtOnce() throws Exception {
        var one = new Schema(Migrations.ofInbox(flyway("classpath:db/schema-test")), pooler);
        var two = new Schema(Migrations.ofInbox(flyway("classpath:db/schema-test")), pooler);

        one.start(null);
        two.start(null);

        one.ready().get(10, TimeUnit.SECONDS);
        two.ready().get(10, TimeUnit.SECONDS);
    }

    @Test
    void stopEndsTheTrying() {
        away.set(true);
        var schema = new Schema(Migrations.ofInbox(flyway("classpath:db/schema-test")), pooler);
        schema.start(null);
        await().until(() -> tries.get() > 0);

        schema.stop(null);

        await().until(() -> !schema.isTrying());
    }

    private Flyway flyway(String... locations) {
        return Flyway.configure()
                .dataSource(sometimesAway())
                .locations(locations)
                .schemas("schema_test")
                .ignoreMigrationPatterns("*:future")
                .load();
    }

    private DataSource sometimesAway() {
        return (DataSource) Proxy.newProxyInstance(
                DataSource.class.getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, args) -> {
                    tries.incrementAndGet();
                    if (away.get()) {
                        throw new SQLException("away", "08001");
                    }
                    return method.invoke(database, args);
                });
    }
}
