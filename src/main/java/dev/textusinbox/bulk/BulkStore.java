package dev.textusinbox.bulk;

import dev.textusinbox.bulk.BulkAction.BulkStep;
import dev.textusinbox.bulk.BulkAction.BulkTask;
import dev.textusinbox.platform.database.AdvisoryLock;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Statements on the rows of bulk orders. Who works at one or cancels it holds its advisory lock. */
final class BulkStore {
    static final AdvisoryLock LOCK = new AdvisoryLock(788_371);

    private static final String RUNNING = "SELECT id FROM bulk WHERE state = 'running' ORDER BY id";

    private static final String LOAD = """
            SELECT action, wanted, reason, created_by, until_id, stage, position
              FROM bulk WHERE id = ? AND state = 'running'""";

    private static final String MOVE = "UPDATE bulk SET stage = ?, position = ?, done = done + ? WHERE id = ?";

    private static final String FINISH = """
            UPDATE bulk SET state = ?, finished_at = clock_timestamp(), matched = coalesce(matched, done)
             WHERE id = ? AND state = 'running'""";

    private static final String FORGET_CONTACTS = "DELETE FROM bulk_contact WHERE bulk = ?";

    private BulkStore() {}

    static List<Long> running(Connection connection) throws SQLException {
        try (Statement select = connection.createStatement();
                ResultSet row = select.executeQuery(RUNNING)) {
            List<Long> ids = new ArrayList<>();
            while (row.next()) {
                ids.add(row.getLong(1));
            }
            return ids;
        }
    }

    static Optional<BulkTask> load(Connection connection, long id) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(LOAD)) {
            select.setLong(1, id);
            try (ResultSet row = select.executeQuery()) {
                return row.next()
                        ? Optional.of(new BulkTask(
                                id,
                                row.getString("action"),
                                row.getString("wanted"),
                                row.getString("reason"),
                                row.getString("created_by"),
                                row.getLong("until_id"),
                                row.getInt("stage"),
                                row.getLong("position")))
                        : Optional.empty();
            }
        }
    }

    static void move(Connection connection, long id, BulkStep step) throws SQLException {
        try (PreparedStatement move = connection.prepareStatement(MOVE)) {
            move.setInt(1, step.stage());
            move.setLong(2, step.position());
            move.setLong(3, step.done());
            move.setLong(4, id);
            move.executeUpdate();
        }
        if (step.ending() != BulkAction.Ending.NONE) {
            finish(connection, id, step.ending().state());
        }
    }

    /** Ends one that runs; whom it was to erase is nobody's to know any more. */
    static void finish(Connection connection, long id, String state) throws SQLException {
        try (PreparedStatement finish = connection.prepareStatement(FINISH)) {
            finish.setString(1, state);
            finish.setLong(2, id);
            finish.executeUpdate();
        }
        try (PreparedStatement forget = connection.prepareStatement(FORGET_CONTACTS)) {
            forget.setLong(1, id);
            forget.executeUpdate();
        }
    }
}
