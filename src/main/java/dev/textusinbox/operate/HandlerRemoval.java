package dev.textusinbox.operate;

import dev.textusinbox.platform.ProblemException;
import dev.textusinbox.security.Audit;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;

/**
 * Drops a handler that was renamed or removed: its cursors, redeliveries, counts and attempts. Should an instance run it
 * again one day, it is a new one.
 */
@ApplicationScoped
class HandlerRemoval {
    // The lanes before the handler, as everyone does who locks both.
    private static final String LOCK_LANES = "SELECT lane FROM lane_cursor WHERE handler = ? ORDER BY lane FOR UPDATE";

    private static final String LOCK = "SELECT name FROM handler WHERE name = ? FOR UPDATE";

    private static final String USERS = """
            SELECT (SELECT count(*) FROM instance WHERE lease_until > clock_timestamp() AND ? = ANY (handlers)) AS instances,
                   (SELECT count(*) FROM replay WHERE state = 'running' AND ? = ANY (handlers)) AS replays""";

    // Its cursors, redeliveries and tallies go with it.
    private static final String DROP = "DELETE FROM handler WHERE name = ?";

    // There is no index for this: it reads the whole table, as seldom as handlers are renamed.
    private static final String FORGET_ATTEMPTS = "DELETE FROM attempt WHERE handler = ?";

    private final AgroalDataSource database;
    private final Audit audit;
    private final HandlerQuery handlers;

    HandlerRemoval(AgroalDataSource database, Audit audit, HandlerQuery handlers) {
        this.database = database;
        this.audit = audit;
        this.handlers = handlers;
    }

    @Transactional
    void drop(String name, String reason) {
        try (Connection connection = database.getConnection()) {
            run(connection, LOCK_LANES, name);
            run(connection, LOCK, name);
            HandlerStatus last =
                    handlers.one(name).orElseThrow(() -> ProblemException.notFound("There is no such handler."));
            requireUnused(connection, name);
            run(connection, DROP, name);
            run(connection, FORGET_ATTEMPTS, name);
            audit.record(connection, "handler.drop", name, reason, whatGoes(last));
        } catch (SQLException e) {
            throw new IllegalStateException("a handler could not be dropped", e);
        }
    }

    private static void requireUnused(Connection connection, String name) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(USERS)) {
            select.setString(1, name);
            select.setString(2, name);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                if (row.getInt("instances") > 0) {
                    throw ProblemException.conflict("Live instances run it: %d.".formatted(row.getInt("instances")));
                }
                if (row.getInt("replays") > 0) {
                    throw ProblemException.conflict("A running replay is for it: cancel that first.");
                }
            }
        }
    }

    private static Map<String, Long> whatGoes(HandlerStatus last) {
        return Map.of(
                "handled", last.handled(),
                "backlog", last.backlog(),
                "retrying", last.retrying(),
                "blocked", last.blocked(),
                "dead", last.dead());
    }

    private static void run(Connection connection, String sql, String name) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, name);
            statement.execute();
        }
    }
}
