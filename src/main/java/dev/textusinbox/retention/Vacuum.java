package dev.textusinbox.retention;

import dev.textusinbox.platform.database.Pooler;
import dev.textusinbox.platform.process.Workers;
import io.agroal.api.AgroalDataSource;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * Has the database overwrite what was erased: the bytes of old row versions stay in its files until then, and its own
 * vacuum may not come by for months where a table is large and little of it changed.
 */
@Singleton
class Vacuum {
    private static final Logger LOG = Logger.getLogger(Vacuum.class);

    // The indexes too, however few entries are dead; never waiting for the lock that shrinking a file takes.
    private static final String VACUUM = """
            VACUUM (INDEX_CLEANUP ON, TRUNCATE OFF)
              event, quarantine, redelivery, attempt, consent, message_status, replay, audit, handler,
              bulk, bulk_contact""";

    private final AgroalDataSource database;
    private final Pooler pooler;
    private final AtomicBoolean wanted = new AtomicBoolean();
    private final ExecutorService thread = Workers.fixed("vacuum", 1);

    Vacuum(AgroalDataSource database, Pooler pooler) {
        this.database = database;
        this.pooler = pooler;
    }

    /** In the background, once for all that were erased until it begins. */
    void soon() {
        if (!wanted.getAndSet(true)) {
            thread.execute(this::run);
        }
    }

    private void run() {
        wanted.set(false);
        try (Connection connection = database.getConnection();
                Statement vacuum = connection.createStatement()) {
            int before = connection.getNetworkTimeout();
            // It takes as long as the tables are large, and rests in between so that nobody else is slowed down.
            connection.setNetworkTimeout(Runnable::run, 0);
            try {
                if (pooler.sharesSessions()) {
                    // A SET would be another's.
                    vacuum.execute(VACUUM);
                } else {
                    vacuum.execute("SET vacuum_cost_delay = '2ms'");
                    vacuum.execute(VACUUM);
                    vacuum.execute("RESET vacuum_cost_delay");
                }
            } finally {
                connection.setNetworkTimeout(Runnable::run, before);
            }
        } catch (SQLException e) {
            LOG.warnf("What was erased is not vacuumed (SQLSTATE %s): run VACUUM by hand", e.getSQLState());
        }
    }

    void stop(@Observes ShutdownEvent event) {
        thread.shutdownNow();
    }
}
