package dev.textusinbox.console.page;

import dev.textusinbox.platform.database.Schema;
import dev.textusinbox.platform.database.Sql;
import dev.textusinbox.platform.http.Hmac;
import dev.textusinbox.platform.process.StartOrder;
import io.agroal.api.AgroalDataSource;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/** What sessions are signed with: the same for all instances, so that a browser may talk to any of them. */
@Singleton
class SessionKey {
    private static final String SECRET = "SELECT secret FROM console_key";

    private final AgroalDataSource database;
    private final Schema schema;
    private volatile byte[] secret;

    SessionKey(AgroalDataSource database, Schema schema) {
        this.database = database;
        this.schema = schema;
    }

    void start(@Observes @Priority(StartOrder.SCHEMA) StartupEvent event) {
        schema.whenReady("console-key", this::load);
    }

    /** The code of a text, in hex; empty before the database was there for the first time. */
    Optional<String> sign(String text) {
        byte[] key = secret;
        return key == null
                ? Optional.empty()
                : Optional.of(Hmac.hex(Hmac.sha256(key, text.getBytes(StandardCharsets.UTF_8))));
    }

    /** Reads the key again where it is not known: the database may have gone between the schema and the first try. */
    void load() {
        if (secret != null || !schema.isReady()) {
            return;
        }
        try (Connection connection = database.getConnection()) {
            secret = Sql.one(connection, SECRET, row -> row.getBytes(1));
        } catch (SQLException e) {
            throw new IllegalStateException("the console's key can't be read", e);
        }
    }
}
