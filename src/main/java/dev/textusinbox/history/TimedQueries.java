package dev.textusinbox.history;

import dev.textusinbox.platform.Problem;
import dev.textusinbox.platform.ProblemException;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Runs the statements of history: each alone, and for a limited time, since readers share the pool with receiving. */
@ApplicationScoped
class TimedQueries {
    /** As long as a webhook waits for its answer; what takes longer wants a narrower filter or the export. */
    private static final int LONGEST_SECONDS = 5;

    private static final String CANCELLED = "57014";

    private final AgroalDataSource database;

    TimedQueries(AgroalDataSource database) {
        this.database = database;
    }

    /** How a row becomes a value. */
    interface RowMapping<T> {
        T map(ResultSet row) throws SQLException;
    }

    /** The first row; empty where there is none. */
    <T> Optional<T> row(String sql, List<?> parameters, RowMapping<T> mapping) {
        return rows(sql, parameters, mapping).stream().findFirst();
    }

    /** All rows, so the statement must limit them. */
    <T> List<T> rows(String sql, List<?> parameters, RowMapping<T> mapping) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setQueryTimeout(LONGEST_SECONDS);
            for (int i = 0; i < parameters.size(); i++) {
                statement.setObject(i + 1, parameters.get(i));
            }
            try (ResultSet result = statement.executeQuery()) {
                List<T> rows = new ArrayList<>();
                while (result.next()) {
                    rows.add(mapping.map(result));
                }
                return rows;
            }
        } catch (SQLException e) {
            if (CANCELLED.equals(e.getSQLState())) {
                throw new ProblemException(Problem.of(
                        503, "This took longer than %d s; a narrower filter helps.".formatted(LONGEST_SECONDS)));
            }
            throw new IllegalStateException("history can't be read", e);
        }
    }

    /** A time that may be null, as the driver gives it, and as callers get it. */
    static Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    /** An id that may be null: callers get ids as strings. */
    static String id(ResultSet row, String column) throws SQLException {
        long id = row.getLong(column);
        return row.wasNull() ? null : Long.toString(id);
    }
}
