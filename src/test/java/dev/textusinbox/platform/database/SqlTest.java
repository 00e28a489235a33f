package dev.textusinbox.platform.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class SqlTest {
    private static final String INSERT =
            "INSERT INTO pg_temp.things (id, name, at, parts) SELECT * FROM (VALUES (?, ?, ?::timestamptz, ?::int8[])) AS v";
    private static final String NAMES = "SELECT name FROM pg_temp.things WHERE id = ANY (?) ORDER BY id";
    private static final Instant AT = Instant.parse("2026-03-01T10:00:00.123456Z");

    @Inject
    AgroalDataSource database;

    private Connection connection;

    @BeforeEach
    void aTable() throws SQLException {
        connection = database.getConnection();
        Sql.run(connection, "CREATE TEMP TABLE things (id bigint, name text, at timestamptz, parts bigint[])");
    }

    @AfterEach
    void noTable() throws SQLException {
        Sql.run(connection, "DROP TABLE pg_temp.things");
        connection.close();
    }

    @Test
    void whatWasGivenIsWhatIsThere() throws SQLException {
        assertEquals(1, Sql.update(connection, INSERT, 1L, "one", AT, Sql.longs(Arrays.asList(5L, null))));
        assertEquals(
                Optional.of(AT),
                Sql.first(
                        connection,
                        "SELECT at FROM pg_temp.things WHERE name = ?",
                        row -> row.getTimestamp(1).toInstant(),
                        "one"));
        assertEquals(2, Sql.number(connection, "SELECT cardinality(parts) FROM pg_temp.things"));
    }

    @Test
    void nothingIsNull() throws SQLException {
        Sql.update(connection, INSERT, 1L, null, null, Sql.longs(List.of()));
        assertTrue(Sql.<Boolean>one(
                connection, "SELECT name IS NULL AND at IS NULL FROM pg_temp.things", r -> r.getBoolean(1)));
        assertNull(
                Sql.one(connection, "SELECT NULL::bigint AS n FROM pg_temp.things", row -> Sql.longOrNull(row, "n")));
    }

    @Test
    void arraysOfEachKindAreOfTheDatabasesKind() throws SQLException {
        assertEquals(
                "bigint[] integer[] boolean[] text[]",
                Sql.one(
                        connection,
                        "SELECT concat_ws(' ', pg_typeof(?), pg_typeof(?), pg_typeof(?), pg_typeof(?))",
                        row -> row.getString(1),
                        Sql.longs(List.of()),
                        Sql.integers(List.of(1)),
                        Sql.booleans(List.of(true)),
                        Sql.texts(List.of("a"))));
    }

    @Test
    void rowsComeInTheirOrder() throws SQLException {
        Sql.update(connection, INSERT, 2L, "two", null, null);
        Sql.update(connection, INSERT, 1L, "one", null, null);
        Sql.update(connection, INSERT, 3L, "three", null, null);
        assertEquals(
                List.of("one", "two"),
                Sql.list(connection, NAMES, row -> row.getString(1), Sql.longs(List.of(2L, 1L))));
        assertEquals(List.of(), Sql.list(connection, NAMES, row -> row.getString(1), Sql.longs(List.of())));
        assertFalse(Sql.first(connection, NAMES, row -> row.getString(1), Sql.longs(List.of()))
                .isPresent());
    }

    @Test
    void aStatementThatMustHaveARowAndHasNoneIsAMistake() {
        assertThrows(SQLException.class, () -> Sql.number(connection, "SELECT id FROM pg_temp.things WHERE false"));
    }

    @Test
    void noStatementStaysOpenWhateverHappens() throws SQLException {
        try (PreparedStatement mark = connection.prepareStatement("SELECT 1")) {
            assertFalse(mark.isClosed());
        }
        for (int i = 0; i < 3; i++) {
            assertThrows(SQLException.class, () -> Sql.run(connection, "SELECT 1 / ?", 0));
        }
        assertEquals(1, Sql.number(connection, "SELECT 1"));
    }
}
