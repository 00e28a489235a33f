package dev.textusinbox.history.query;

import dev.textusinbox.platform.failure.DatabaseErrors;
import dev.textusinbox.platform.problem.Problem;
import dev.textusinbox.platform.problem.ProblemException;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.postgresql.PGStatement;

/**
 * Runs the statements of history: each alone, for a limited time, and a limited number at once, since readers share the
 * database and the pool with receiving.
 */
@ApplicationScoped
public class TimedQueries {
    /** As long as a webhook waits for its answer; what takes longer wants a narrower filter or the export. */
    private static final int MAX_SECONDS = 5;

    private static final String TOO_LONG = "This took longer than " + MAX_SECONDS
            + " s. Narrow it: by contact, conversation or message, by from and to, or by a smaller limit.";

    /** So many times the readers' connections are in the pool: the rest is for receiving and dispatch. */
    private static final int SHARES = 3;

    private static final long MAX_WAIT_SECONDS = 2;

    private final AgroalDataSource database;
    private final Semaphore turns;

    TimedQueries(
            AgroalDataSource database, @ConfigProperty(name = "quarkus.datasource.jdbc.max-size") int connections) {
        this.database = database;
        this.turns = new Semaphore(Math.max(1, connections / SHARES), true);
    }

    /** How a row becomes a value. */
    public interface RowMapping<T> {
        T map(ResultSet row) throws SQLException;
    }

    /** The first row; empty where there is none. */
    public <T> Optional<T> row(String sql, List<?> parameters, RowMapping<T> mapping) {
        return rows(sql, parameters, mapping).stream().findFirst();
    }

    /** All rows, so the statement must limit them. */
    public <T> List<T> rows(String sql, List<?> parameters, RowMapping<T> mapping) {
        awaitTurn();
        try {
            return read(sql, parameters, mapping);
        } finally {
            turns.release();
        }
    }

    private void awaitTurn() {
        try {
            if (turns.tryAcquire(MAX_WAIT_SECONDS, TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new ProblemException(Problem.of(503, "Too many are reading just now; try again."));
    }

    private <T> List<T> read(String sql, List<?> parameters, RowMapping<T> mapping) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setQueryTimeout(MAX_SECONDS);
            // Planned for its values each time: a plan for any contact is the wrong one for the busiest.
            statement.unwrap(PGStatement.class).setPrepareThreshold(0);
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
            if (DatabaseErrors.isCancelled(e)) {
                throw new ProblemException(Problem.of(503, TOO_LONG));
            }
            throw new IllegalStateException("history can't be read", e);
        }
    }

    /** An id that may be null: callers get ids as strings. */
    public static String id(ResultSet row, String column) throws SQLException {
        long id = row.getLong(column);
        return row.wasNull() ? null : Long.toString(id);
    }
}
