package dev.textusinbox.platform.database;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.AgroalDataSource.FlushMode;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jboss.logging.Logger;
import org.postgresql.PGConnection;

/**
 * Whether a pooler (PgBouncer, or one like it) stands before the database and gives each transaction whatever session is
 * free. Then nothing that belongs to a session lasts: no prepared statement, no LISTEN, no SET.
 */
@Singleton
public class Pooler {
    private static final Logger LOG = Logger.getLogger(Pooler.class);

    /** One that is busy may give the same session by chance. */
    private static final int ROUNDS = 5;

    private static final int SILENCE_MILLIS = 2_000;

    private final AgroalDataSource database;
    private final UnnamedStatements statements;
    private volatile boolean sharing;

    Pooler(AgroalDataSource database, UnnamedStatements statements) {
        this.database = database;
        this.statements = statements;
    }

    /** Whether a connection may be another session with each transaction. False until the schema is there. */
    public boolean sharesSessions() {
        return sharing;
    }

    /** Finds out, before anything else is asked of the database. Without a pooler that is one round trip. */
    void look() throws SQLException {
        try (Connection one = database.getConnection()) {
            boolean direct =
                    SilenceLimit.within(one, SILENCE_MILLIS, connection -> session(connection) == named(connection));
            if (direct || sharing || !sharesWithAnother(one)) {
                return;
            }
        }
        statements.want();
        // What is open by now has been in use with names; the driver gives them to BEGIN and COMMIT at once.
        database.flush(FlushMode.GRACEFUL);
        sharing = true;
        LOG.info(
                "The database is behind a pooler in transaction mode: statements go without names, and what other instances"
                        + " do is looked for and not heard of. What the pooler has to set itself: docs/running.md");
    }

    /**
     * Two that are open at once are never in the same session, and each stays in its own, unless there is sharing. A
     * pooler that gives no second one is no use: that is a failure as any other, and tried again.
     */
    private boolean sharesWithAnother(Connection one) throws SQLException {
        try (Connection other = database.getConnection()) {
            withoutNames(one);
            withoutNames(other);
            return SilenceLimit.within(
                    one,
                    SILENCE_MILLIS,
                    first -> SilenceLimit.within(other, SILENCE_MILLIS, second -> shared(first, second)));
        }
    }

    /** Whoever looks must not leave a name in a session that another one gets. */
    private static void withoutNames(Connection connection) throws SQLException {
        connection.unwrap(PGConnection.class).setPrepareThreshold(0);
    }

    private static boolean shared(Connection one, Connection other) throws SQLException {
        for (int round = 0; round < ROUNDS; round++) {
            long before = session(one);
            // The other keeps its session for as long as its transaction lasts, so this one would have to take another.
            boolean moved = Transaction.in(other, in -> session(in) == before || session(one) != before);
            if (moved) {
                return true;
            }
        }
        return false;
    }

    private static long session(Connection connection) throws SQLException {
        try (Statement select = connection.createStatement();
                ResultSet row = select.executeQuery("SELECT pg_backend_pid()")) {
            row.next();
            return row.getLong(1);
        }
    }

    /** What the other side of the connection called itself: a pooler has names of its own. */
    private static long named(Connection connection) throws SQLException {
        return connection.unwrap(PGConnection.class).getBackendPID();
    }
}
