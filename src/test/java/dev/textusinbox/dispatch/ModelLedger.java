package dev.textusinbox.dispatch;

import io.agroal.api.AgroalDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Holds the ledger's counters against a count of the rows themselves, in one snapshot. */
final class ModelLedger {
    private static final String DEADLOCK = "40P01";

    private static final String CHECK = """
            SELECT h.name,
                   (SELECT sum(s.stored) FROM source s) AS stored,
                   h.skipped_before + (SELECT sum(c.handled + c.skipped) FROM lane_cursor c WHERE c.handler = h.name)
                     AS passed,
                   (SELECT coalesce(sum(t.n), 0) FROM redelivery_tally t WHERE t.handler = h.name AND NOT t.replay)
                     AS tallied,
                   (SELECT count(*) FROM redelivery r WHERE r.handler = h.name AND r.replay_id IS NULL) AS rows,
                   (SELECT count(*) FROM redelivery r
                     WHERE r.handler = h.name AND r.state IN ('retrying', 'blocked', 'replayed')) AS open,
                   (SELECT count(*) FROM event e JOIN lane_cursor c ON c.handler = h.name AND c.lane = e.lane
                     WHERE e.id > c.position) AS pending
              FROM handler h WHERE h.name = ANY (?)""";

    private final AgroalDataSource database;
    private final List<String> handlers;

    ModelLedger(AgroalDataSource database, List<String> handlers) {
        this.database = database;
        this.handlers = handlers;
    }

    private record Line(String handler, long stored, long passed, long tallied, long rows, long open, long pending) {}

    List<String> handlers() {
        return handlers;
    }

    /** What does not add up. */
    List<String> check() throws SQLException {
        List<String> wrong = new ArrayList<>();
        for (Line line : lines()) {
            if (line.tallied() != line.rows()) {
                wrong.add("the tally is off: " + line);
            }
            if (line.stored() != line.passed() + line.rows() + line.pending()) {
                wrong.add("the ledger does not add up: " + line);
            }
        }
        return wrong;
    }

    boolean isSettled() throws SQLException {
        return lines().stream().allMatch(line -> line.pending() == 0 && line.open() == 0);
    }

    /** Takes the run's handlers away, so that the next does not drag them along. */
    void forget() throws SQLException {
        boolean gone = false;
        while (!gone) {
            gone = tryToForget();
        }
    }

    /** A statement of one that fell may still be at work on the same rows: the database then ends one of the two. */
    private boolean tryToForget() throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement delete = connection.prepareStatement("DELETE FROM handler WHERE name = ANY (?)")) {
            delete.setArray(1, connection.createArrayOf("text", handlers.toArray()));
            delete.executeUpdate();
            return true;
        } catch (SQLException e) {
            if (DEADLOCK.equals(e.getSQLState())) {
                return false;
            }
            throw e;
        }
    }

    String describe() throws SQLException {
        return lines().toString();
    }

    private List<Line> lines() throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(CHECK)) {
            select.setArray(1, connection.createArrayOf("text", handlers.toArray()));
            List<Line> lines = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    lines.add(new Line(
                            row.getString(1),
                            row.getLong(2),
                            row.getLong(3),
                            row.getLong(4),
                            row.getLong(5),
                            row.getLong(6),
                            row.getLong(7)));
                }
            }
            return lines;
        }
    }
}
