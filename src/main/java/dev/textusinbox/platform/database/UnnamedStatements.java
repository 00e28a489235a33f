package dev.textusinbox.platform.database;

import io.agroal.api.AgroalPoolInterceptor;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import org.jboss.logging.Logger;
import org.postgresql.PGConnection;

/**
 * Where a session is shared from transaction to transaction, no statement may be left in it under a name: the driver would
 * look for it in another one, or find somebody else's. So no connection gives names there, whatever its URL says.
 */
@Singleton
class UnnamedStatements implements AgroalPoolInterceptor {
    private static final Logger LOG = Logger.getLogger(UnnamedStatements.class);

    private volatile boolean wanted;

    /** From the next time that a connection is taken from the pool. */
    void want() {
        wanted = true;
    }

    @Override
    public void onConnectionAcquire(Connection connection) {
        if (!wanted) {
            return;
        }
        try {
            connection.unwrap(PGConnection.class).setPrepareThreshold(0);
        } catch (SQLException e) {
            // Its user is told so.
            LOG.debug("a connection that is gone names nothing", e);
        }
    }
}
