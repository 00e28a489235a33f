package dev.textusinbox.platform.database;

import dev.textusinbox.platform.process.Workers;
import io.agroal.api.AgroalPoolInterceptor;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import org.jboss.logging.Logger;
import org.postgresql.PGConnection;
import org.postgresql.core.QueryExecutor;
import org.postgresql.jdbc.PgConnection;

/**
 * A connection that the driver has dropped, since nothing was heard for too long, may leave its session behind in the
 * database: waiting for a lock, for a standby or a disk, with nobody to hear of it. So whatever that session does is
 * cancelled. {@code client_connection_check_interval} does the same where it can, which is not in every wait, nor on every
 * server's system.
 */
@Singleton
class AbandonedSessions implements AgroalPoolInterceptor {
    private static final Logger LOG = Logger.getLogger(AbandonedSessions.class);

    /** Of a frozen database nothing is heard here either: what is more than this is not asked for. */
    private static final int MAX_AT_ONCE = 8;

    private final ExecutorService threads = Workers.cached("session-cancel");
    private final Semaphore places = new Semaphore(MAX_AT_ONCE);

    @Override
    public void onConnectionDestroy(Connection connection) {
        try {
            if (connection.unwrap(PGConnection.class) instanceof PgConnection driver && driver.isClosed()) {
                cancel(driver.getQueryExecutor());
            }
        } catch (SQLException e) {
            LOG.debug("a connection that is gone can't be looked into", e);
        }
    }

    private void cancel(QueryExecutor abandoned) {
        if (threads.isShutdown() || !places.tryAcquire()) {
            return;
        }
        threads.execute(() -> {
            try {
                abandoned.sendQueryCancel();
            } catch (SQLException e) {
                LOG.debug("an abandoned session is not cancelled", e);
            } finally {
                places.release();
            }
        });
    }

    void stop(@Observes ShutdownEvent event) {
        threads.shutdown();
    }
}
