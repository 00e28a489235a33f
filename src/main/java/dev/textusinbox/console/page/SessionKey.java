package dev.textusinbox.console.page;

import dev.textusinbox.log.Control;
import dev.textusinbox.log.Wakeups;
import dev.textusinbox.platform.database.Schema;
import dev.textusinbox.platform.database.Sql;
import dev.textusinbox.platform.failure.JobGuard;
import dev.textusinbox.platform.http.Hmac;
import dev.textusinbox.platform.process.StartOrder;
import io.agroal.api.AgroalDataSource;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/** What sessions are signed with: the same for all instances, so that a browser may talk to any of them. */
@Singleton
class SessionKey {
    private static final int BYTES = 32;
    /** Rounds of a second: what others have told may have got lost. */
    private static final int READ_AGAIN_AFTER = 30;

    private static final String SECRET = "SELECT secret FROM console_key";
    private static final String CHANGE = "UPDATE console_key SET secret = ?";

    private final AgroalDataSource database;
    private final Schema schema;
    private final JobGuard guard = new JobGuard("console-key");
    private volatile byte[] secret;
    private volatile boolean changed;
    private int rounds;

    SessionKey(AgroalDataSource database, Schema schema) {
        this.database = database;
        this.schema = schema;
    }

    void start(@Observes @Priority(StartOrder.SCHEMA) StartupEvent event, Wakeups wakeups) {
        wakeups.on(Control.SESSIONS, () -> changed = true);
        schema.whenReady("console-key", this::load);
    }

    /** Signs with the key as it was when it was asked for, whatever becomes of it meanwhile. */
    interface Signer {
        /** The code of a text, in hex. */
        String sign(String text);
    }

    /** Empty before the database was there for the first time. */
    Optional<Signer> signer() {
        byte[] key = secret;
        return key == null
                ? Optional.empty()
                : Optional.of(text -> Hmac.hex(Hmac.sha256(key, text.getBytes(StandardCharsets.UTF_8))));
    }

    /** Reads the key where it is not known: the database may have gone between the schema and the first try. */
    void load() {
        if (secret == null && schema.isReady()) {
            read();
        }
    }

    /** Changes it, in the caller's transaction: whatever was signed is worth nothing then, on every instance within seconds. */
    void change(Connection connection) throws SQLException {
        Sql.update(connection, CHANGE, (Object) random(BYTES));
        Wakeups.control(connection, Control.SESSIONS);
    }

    /** Bytes that nobody can guess. */
    static byte[] random(int number) {
        byte[] bytes = new byte[number];
        // Not kept in a constant: a native binary would carry that of its build.
        new SecureRandom().nextBytes(bytes);
        return bytes;
    }

    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void readAgain() {
        if (schema.isReady() && isDue()) {
            boolean unused = guard.run(this::read);
        }
    }

    private synchronized boolean isDue() {
        rounds++;
        return changed || rounds >= READ_AGAIN_AFTER;
    }

    /** As soon as it has changed, where that is known. */
    synchronized void read() {
        changed = false;
        rounds = 0;
        try (Connection connection = database.getConnection()) {
            secret = Sql.one(connection, SECRET, row -> row.getBytes(1));
        } catch (SQLException e) {
            changed = true;
            throw new IllegalStateException("the console's key can't be read", e);
        }
    }
}
