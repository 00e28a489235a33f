package dev.textusinbox.dispatch;

import dev.textusinbox.platform.database.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * This instance's lease, which covers all lanes it owns. The database's clock judges it for the others; our own
 * monotonic clock, counted from before we asked, judges it for ourselves, so that an instance that was frozen knows on
 * waking, before it calls a handler, that it may have been replaced.
 */
final class Membership {
    /** Long enough for a slow database, short enough that a dead instance's lanes move well within 30 s. */
    static final Duration LEASE = Duration.ofSeconds(10);

    private static final String JOIN = """
            INSERT INTO instance (id, lease_until, handlers, inserts)
            VALUES (?, clock_timestamp() + ? * interval '1 ms', ?, true)
            RETURNING pg_postmaster_start_time()::text""";

    // Not under another server process: that one may have other data, an older backup or a replica's, and what we know
    // of cursors and log is worth nothing there.
    private static final String RENEW = """
            UPDATE instance SET lease_until = clock_timestamp() + ? * interval '1 ms'
             WHERE id = ? AND lease_until > clock_timestamp() AND pg_postmaster_start_time()::text = ?""";

    // Whoever asks for a new lease lives: its lanes are free, and a crash that was put down to it was none. What
    // somebody
    // has locked is left to them.
    private static final String GIVE_BACK = """
            WITH ours AS (
              SELECT handler, lane FROM lane_cursor WHERE owner = ? OR crashed_owner = ?
               ORDER BY handler, lane FOR UPDATE SKIP LOCKED)
            UPDATE lane_cursor c
               SET owner = nullif(c.owner, ?),
                   crashes = greatest(c.crashes - CASE WHEN c.crashed_owner = ? THEN 1 ELSE 0 END, 0),
                   crashed_owner = nullif(c.crashed_owner, ?)
              FROM ours o WHERE c.handler = o.handler AND c.lane = o.lane""";

    // What another one tidies just now is in good hands.
    private static final String TIDY = """
            DELETE FROM instance WHERE id IN (
              SELECT id FROM instance WHERE lease_until < clock_timestamp() - interval '1 hour' FOR UPDATE SKIP LOCKED)""";

    private static final String LEAVE = "DELETE FROM instance WHERE id = ?";

    private final Duration lease;
    private volatile String id;
    private final AtomicLong renewals = new AtomicLong();
    private String server;
    private volatile long validUntilNanos = System.nanoTime();

    Membership(Duration lease) {
        this.lease = lease;
    }

    /** How often it is to be renewed: several times before it ends. */
    Duration beat() {
        return lease.dividedBy(10);
    }

    /** Null before the first lease. A new one means that every lane owned under the old one is lost. */
    String id() {
        return id;
    }

    /** Whether a handler may be called now. */
    boolean isValid() {
        return id != null && validUntilNanos - System.nanoTime() > 0;
    }

    /**
     * Extends the lease, or takes a new one under a new id where it has run out.
     *
     * @param handlers those that this instance runs
     */
    void renew(Connection connection, Collection<String> handlers) throws SQLException {
        long asked = System.nanoTime();
        if (id == null || !extended(connection)) {
            join(connection, handlers);
        }
        // Our own view ends a tenth earlier than the database's: a call must not begin at the last moment.
        validUntilNanos = asked + lease.toNanos() * 9 / 10;
        renewals.incrementAndGet();
    }

    /** Grows with each time the lease was found good, or taken anew. */
    long renewals() {
        return renewals.get();
    }

    private boolean extended(Connection connection) throws SQLException {
        return Sql.update(connection, RENEW, lease.toMillis(), id, server) == 1;
    }

    private void join(Connection connection, Collection<String> handlers) throws SQLException {
        giveBack(connection);
        String fresh = UUID.randomUUID().toString();
        Sql.update(connection, TIDY);
        server = Sql.one(connection, JOIN, row -> row.getString(1), fresh, lease.toMillis(), Sql.texts(handlers));
        id = fresh;
    }

    /** What was owned under the old lease. */
    private void giveBack(Connection connection) throws SQLException {
        if (id == null) {
            return;
        }
        Sql.update(connection, GIVE_BACK, id, id, id, id, id);
        Sql.update(connection, LEAVE, id);
    }

    /** Gives the lease up, so that the others need not wait for its end. */
    void leave(Connection connection) throws SQLException {
        Sql.update(connection, LEAVE, id);
        validUntilNanos = System.nanoTime();
    }
}
