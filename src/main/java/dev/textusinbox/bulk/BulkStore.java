package dev.textusinbox.bulk;

import dev.textusinbox.bulk.BulkAction.BulkStep;
import dev.textusinbox.bulk.BulkAction.BulkTask;
import dev.textusinbox.platform.database.AdvisoryLock;
import dev.textusinbox.platform.database.Sql;
import java.sql.Connection;
import java.sql.SQLException;
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
        return Sql.list(connection, RUNNING, row -> row.getLong(1));
    }

    static Optional<BulkTask> load(Connection connection, long id) throws SQLException {
        return Sql.first(
                connection,
                LOAD,
                row -> new BulkTask(
                        id,
                        row.getString("action"),
                        row.getString("wanted"),
                        row.getString("reason"),
                        row.getString("created_by"),
                        row.getLong("until_id"),
                        row.getInt("stage"),
                        row.getLong("position")),
                id);
    }

    static void move(Connection connection, long id, BulkStep step) throws SQLException {
        Sql.update(connection, MOVE, step.stage(), step.position(), step.done(), id);
        if (step.ending() != BulkAction.Ending.NONE) {
            finish(connection, id, step.ending().state());
        }
    }

    /** Ends one that runs; whom it was to erase is nobody's to know any more. */
    static void finish(Connection connection, long id, String state) throws SQLException {
        Sql.update(connection, FINISH, state, id);
        Sql.update(connection, FORGET_CONTACTS, id);
    }
}
