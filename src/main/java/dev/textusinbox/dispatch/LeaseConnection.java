package dev.textusinbox.dispatch;

import dev.textusinbox.platform.database.ReadOnlySessions;
import dev.textusinbox.platform.database.SilenceLimit;
import io.agroal.api.AgroalDataSource;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * One connection of the pool kept for the lease: it must not wait behind hundreds of readers who wait for theirs. For one
 * thread at a time.
 */
final class LeaseConnection {
    private final AgroalDataSource database;
    private final int silenceMillis;
    private Connection kept;

    LeaseConnection(AgroalDataSource database, int silenceMillis) {
        this.database = database;
        this.silenceMillis = silenceMillis;
    }

    /** Does the work; a connection that fails in it is not kept. One that was kept may be dead: then another is tried at once. */
    <T> T with(SilenceLimit.LimitedWork<T> work) throws SQLException {
        boolean fresh = kept == null;
        if (fresh) {
            kept = database.getConnection();
        }
        try {
            return SilenceLimit.within(kept, silenceMillis, work);
        } catch (SQLException e) {
            drop(e);
            if (fresh || !Thrown.isLost(e)) {
                throw e;
            }
        } catch (RuntimeException | Error e) {
            drop(e);
            throw e;
        }
        return with(work);
    }

    private void drop(Throwable because) {
        if (because instanceof SQLException failure) {
            ReadOnlySessions.drop(database, failure);
        }
        try {
            close();
        } catch (SQLException e) {
            because.addSuppressed(e);
        }
    }

    void close() throws SQLException {
        Connection connection = kept;
        kept = null;
        if (connection != null) {
            connection.close();
        }
    }
}
