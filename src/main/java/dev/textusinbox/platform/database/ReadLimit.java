package dev.textusinbox.platform.database;

import dev.textusinbox.platform.http.CurrentRequest;
import io.agroal.api.AgroalPoolInterceptor;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.postgresql.PGConnection;
import org.postgresql.jdbc.PgConnection;

/**
 * No reading request waits longer for the database than this, for its work or for somebody's lock. Set where a request takes a
 * connection from the pool, so that no reader can forget it. The driver cancels the statement then: no round trip more, no
 * session that waits on, and the same behind PgBouncer.
 */
@Singleton
class ReadLimit implements AgroalPoolInterceptor {
    private static final Logger LOG = Logger.getLogger(ReadLimit.class);

    static final int SECONDS = 5;

    @Override
    public void onConnectionAcquire(Connection connection) {
        if (isReading(CurrentRequest.get())) {
            limit(connection, SECONDS);
        }
    }

    @Override
    public void onConnectionReturn(Connection connection) {
        limit(connection, 0);
    }

    /** What changes something has limits of its own: an erasure may take longer. */
    private static boolean isReading(ResteasyReactiveRequestContext request) {
        if (request == null) {
            return false;
        }
        String method = request.getMethod();
        return method.equals("GET")
                || method.equals("HEAD")
                || request.getPath().startsWith("/api/");
    }

    private static void limit(Connection connection, int seconds) {
        try {
            if (connection.unwrap(PGConnection.class) instanceof PgConnection driver
                    && driver.getQueryTimeout() != seconds) {
                driver.setQueryTimeout(seconds);
            }
        } catch (SQLException e) {
            // Gone: its user is told so, and the pool, which must not lose count of it, takes it out.
            LOG.debug("a connection that is gone has no limit", e);
        }
    }
}
