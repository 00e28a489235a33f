package dev.textusinbox.receive;

import dev.textusinbox.platform.database.Schema;
import dev.textusinbox.platform.database.Sql;
import dev.textusinbox.platform.process.StartOrder;
import io.agroal.api.AgroalDataSource;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;

/** Takes over from the database when each source was last heard: a restart must not hide a silence. */
@Singleton
class LastDeliveries {
    private static final String LAST = """
            SELECT name, (extract(epoch FROM clock_timestamp() - last_received_at) * 1000)::bigint AS millis_ago
              FROM source_now WHERE last_received_at IS NOT NULL""";

    private final AgroalDataSource database;
    private final Schema schema;
    private final ReceiveMeters meters;

    LastDeliveries(AgroalDataSource database, Schema schema, ReceiveMeters meters) {
        this.database = database;
        this.schema = schema;
        this.meters = meters;
    }

    void start(@Observes @Priority(StartOrder.SCHEMA) StartupEvent event) {
        schema.whenReady("last-deliveries", this::load);
    }

    void load() throws SQLException {
        try (Connection connection = database.getConnection()) {
            Sql.each(connection, LAST, row -> meters.lastDelivery(row.getString("name"), row.getLong("millis_ago")));
        }
    }
}
