package dev.textusinbox.trace;

import dev.textusinbox.platform.database.Sql;
import io.agroal.api.AgroalDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import org.jboss.logging.Logger;

/** The database's own key, which makes an event's trace the same for each of its instances, and no other inbox's. */
class TraceKey {
    private static final Logger LOG = Logger.getLogger(TraceKey.class);
    private static final String KEY = "SELECT secret FROM identity_key";

    private final AgroalDataSource database;
    private volatile byte[] key;

    TraceKey(AgroalDataSource database) {
        this.database = database;
    }

    /** The key, or null while it has not been loaded. */
    byte[] ifLoaded() {
        return key;
    }

    /** The key, which is loaded if need be; null if that can't be done. Blocks. */
    byte[] get() {
        if (key == null) {
            try {
                load();
            } catch (SQLException e) {
                LOG.debug("traces do without their key until the database is back", e);
            }
        }
        return key;
    }

    /** To be called when the schema is there. */
    final void load() throws SQLException {
        try (Connection connection = database.getConnection()) {
            key = Sql.one(connection, KEY, row -> row.getBytes(1));
        }
    }
}
