package dev.textusinbox.log;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;

/** Keeps what is verified but can't be an event; a repeat finds the entry that is still open. */
final class QuarantineStatement {
    private static final String INSERT = """
            INSERT INTO quarantine (received_at, source, reason, secret_position, content_type, signature, digest, body)
            VALUES (clock_timestamp(), ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (source, digest) WHERE state = 'open' DO NOTHING
            RETURNING id""";

    // Not when the event has been erased meanwhile, which would bring back what was; its row is locked so that an
    // erasure
    // under way comes before this or finds it.
    private static final String INSERT_CONFLICT = """
            INSERT INTO quarantine (received_at, source, reason, event_id, secret_position, content_type, signature,
                                    digest, body)
            SELECT clock_timestamp(), ?, ?, e.id, ?, ?, ?, ?, ?
              FROM event e WHERE e.id = ? AND e.body IS NOT NULL FOR SHARE
            ON CONFLICT (source, digest) WHERE state = 'open' DO NOTHING""";

    private static final String FIND = "SELECT id FROM quarantine WHERE source = ? AND digest = ? AND state = 'open'";

    private static final String COUNT = """
            INSERT INTO source AS s (name, received, duplicates, quarantined, last_received_at)
            VALUES (?, 1, ?, ?, clock_timestamp())
            ON CONFLICT (name) DO UPDATE
               SET received = s.received + 1, duplicates = s.duplicates + excluded.duplicates,
                   quarantined = s.quarantined + excluded.quarantined, last_received_at = excluded.last_received_at""";

    private QuarantineStatement() {}

    /** Keeps a body that is no event, and counts it for its source, in the connection's transaction. */
    static long keep(Connection connection, Received received, Unreadable reason) throws SQLException {
        byte[] digest = Identity.sha256(received.body());
        Long fresh = insert(connection, received, reason, digest);
        count(connection, received.source(), fresh != null);
        return fresh != null ? fresh : find(connection, received.source(), digest);
    }

    /** Keeps a body that contradicts a stored event; its source has counted it as a duplicate already. */
    static void keepConflict(Connection connection, Received received, long eventId) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT_CONFLICT)) {
            set(insert, received, Unreadable.CONFLICT, Identity.sha256(received.body()));
            insert.setLong(8, eventId);
            insert.executeUpdate();
        }
    }

    private static void set(PreparedStatement insert, Received received, Unreadable reason, byte[] digest)
            throws SQLException {
        insert.setString(1, received.source());
        insert.setString(2, reason.code);
        insert.setObject(3, received.secretPosition(), Types.SMALLINT);
        insert.setString(4, received.contentType());
        insert.setBytes(5, received.signature());
        insert.setBytes(6, digest);
        insert.setBytes(7, received.body());
    }

    private static Long insert(Connection connection, Received received, Unreadable reason, byte[] digest)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            set(insert, received, reason, digest);
            try (ResultSet row = insert.executeQuery()) {
                return row.next() ? row.getLong(1) : null;
            }
        }
    }

    private static long find(Connection connection, String source, byte[] digest) throws SQLException {
        try (PreparedStatement find = connection.prepareStatement(FIND)) {
            find.setString(1, source);
            find.setBytes(2, digest);
            try (ResultSet row = find.executeQuery()) {
                if (!row.next()) {
                    // Closed by an operator since the insert: the sender's retry will be kept anew.
                    throw new SQLException("the open quarantine entry has just been closed", "40001");
                }
                return row.getLong(1);
            }
        }
    }

    private static void count(Connection connection, String source, boolean fresh) throws SQLException {
        try (PreparedStatement count = connection.prepareStatement(COUNT)) {
            count.setString(1, source);
            count.setInt(2, fresh ? 0 : 1);
            count.setInt(3, fresh ? 1 : 0);
            count.executeUpdate();
        }
    }
}
