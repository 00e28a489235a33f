package dev.textusinbox.platform.database;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.AgroalDataSource.FlushMode;
import java.sql.SQLException;

/** A session that began while the database was read-only stays read-only when the database no longer is: the pool must not keep it. */
public final class ReadOnlySessions {
    private static final String READ_ONLY = "25006";

    private ReadOnlySessions() {}

    /** If that is what failed: idle ones end at once, the others when they are given back. */
    public static void drop(AgroalDataSource database, SQLException failure) {
        if (READ_ONLY.equals(failure.getSQLState())) {
            database.flush(FlushMode.GRACEFUL);
        }
    }
}
