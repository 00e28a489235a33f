package dev.textusinbox.platform.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.postgresql.PGStatement;

/**
 * Statements on a connection that somebody has. Parameters are what the driver's {@code setObject} takes, {@code null} included, and
 * besides an {@link Instant} and a {@link SqlArray}.
 *
 * <p>For what runs for each event and knows its types, JDBC is used as it is.
 */
public final class Sql {
    private static final String NO_DATA = "02000";

    private Sql() {}

    /**
     * An array of the database. A Java array would be taken for several parameters.
     *
     * @param type the database's, of an element
     * @param values may be {@code null} each
     */
    public record SqlArray(String type, Collection<?> values) {}

    /** Makes something of the row that the result stands at. */
    public interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** Does something with the row that the result stands at. */
    public interface RowWork {
        void on(ResultSet row) throws SQLException;
    }

    /** Inserts, updates or deletes; how many rows. */
    public static int update(Connection connection, String sql, Object... parameters) throws SQLException {
        try (PreparedStatement statement = prepare(connection, sql, parameters)) {
            return statement.executeUpdate();
        }
    }

    /** Runs whatever it is: a lock, a function. What it gives is not looked at. */
    public static void run(Connection connection, String sql, Object... parameters) throws SQLException {
        try (PreparedStatement statement = prepare(connection, sql, parameters)) {
            statement.execute();
        }
    }

    /** All rows, in their order. */
    public static <T> List<T> list(Connection connection, String sql, RowReader<T> reader, Object... parameters)
            throws SQLException {
        try (PreparedStatement statement = prepare(connection, sql, parameters);
                ResultSet row = statement.executeQuery()) {
            List<T> all = new ArrayList<>();
            while (row.next()) {
                all.add(reader.read(row));
            }
            return all;
        }
    }

    /** Does something with each row, in their order; how many there were. */
    public static int each(Connection connection, String sql, RowWork work, Object... parameters) throws SQLException {
        try (PreparedStatement statement = prepare(connection, sql, parameters);
                ResultSet row = statement.executeQuery()) {
            int rows = 0;
            while (row.next()) {
                work.on(row);
                rows++;
            }
            return rows;
        }
    }

    /** The first row, if there is one; the reader makes no {@code null} of it. */
    public static <T> Optional<T> first(Connection connection, String sql, RowReader<T> reader, Object... parameters)
            throws SQLException {
        try (PreparedStatement statement = prepare(connection, sql, parameters);
                ResultSet row = statement.executeQuery()) {
            return row.next() ? Optional.of(reader.read(row)) : Optional.empty();
        }
    }

    /** Of a statement that always has a row: what the reader makes of it. */
    public static <T> T one(Connection connection, String sql, RowReader<T> reader, Object... parameters)
            throws SQLException {
        try (PreparedStatement statement = prepare(connection, sql, parameters);
                ResultSet row = statement.executeQuery()) {
            if (!row.next()) {
                throw new SQLException("no row from a statement that always has one: " + sql, NO_DATA);
            }
            return reader.read(row);
        }
    }

    /** Of a statement that always has a row: its first column, 0 for NULL. */
    public static long number(Connection connection, String sql, Object... parameters) throws SQLException {
        return one(connection, sql, row -> row.getLong(1), parameters);
    }

    /** A column that may be NULL. */
    public static Long longOrNull(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? null : value;
    }

    /** {@code bigint[]}. */
    public static SqlArray longs(Collection<Long> values) {
        return new SqlArray("int8", values);
    }

    /** {@code integer[]}. */
    public static SqlArray integers(Collection<Integer> values) {
        return new SqlArray("int4", values);
    }

    /** {@code boolean[]}. */
    public static SqlArray booleans(Collection<Boolean> values) {
        return new SqlArray("bool", values);
    }

    /** {@code text[]}. */
    public static SqlArray texts(Collection<String> values) {
        return new SqlArray("text", values);
    }

    private static PreparedStatement prepare(Connection connection, String sql, Object... parameters)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        try {
            if (parameters.length == 0) {
                // Kept by the server, it would be planned once for all: for an empty table, perhaps, that is not empty
                // later.
                statement.unwrap(PGStatement.class).setPrepareThreshold(0);
            }
            for (int i = 0; i < parameters.length; i++) {
                set(connection, statement, i + 1, parameters[i]);
            }
            return statement;
        } catch (Throwable e) {
            statement.close();
            throw e;
        }
    }

    private static void set(Connection connection, PreparedStatement statement, int index, Object value)
            throws SQLException {
        if (value instanceof Instant instant) {
            statement.setObject(index, instant.atOffset(ZoneOffset.UTC));
        } else if (value instanceof SqlArray array) {
            statement.setArray(
                    index, connection.createArrayOf(array.type(), array.values().toArray()));
        } else {
            statement.setObject(index, value);
        }
    }
}
