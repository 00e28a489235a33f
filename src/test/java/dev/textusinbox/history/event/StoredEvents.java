package dev.textusinbox.history.event;

import dev.textusinbox.platform.database.Schema;
import dev.textusinbox.scripted.NewPhones;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.UUID;

/** Puts events into the log as the appender does, and other rows where a test needs them. */
@ApplicationScoped
public class StoredEvents {
    private static final String APPEND = """
            SELECT (append_events(ARRAY[?::text], ARRAY[?::text], ARRAY[?::int], ARRAY[?::bytea], ARRAY[?::text],
                                  ARRAY[?::text], ARRAY[?::text], ARRAY[?::text], ARRAY[?::text], ARRAY[?::bigint],
                                  ARRAY[?::text], ARRAY[0], ARRAY[?::bytea], ARRAY[?::bytea]))[1]""";

    private final AgroalDataSource database;

    StoredEvents(AgroalDataSource database, Schema schema) {
        this.database = database;
        schema.ready().join();
    }

    /** An event yet to be stored; a source of its own keeps it apart from those of other tests. */
    public static Draft event(String source, String type) {
        return new Draft(source, type);
    }

    public static String newSource() {
        return "s" + UUID.randomUUID();
    }

    /** A number that may be real, and was not seen before. */
    public static String newPhone() {
        return NewPhones.next();
    }

    /** Stores it; gives its id, or minus the id of the event that it repeats. */
    public long store(Draft draft) {
        try (Connection connection = database.getConnection()) {
            return store(connection, draft);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Stores it within the caller's transaction. */
    public static long store(Connection connection, Draft draft) throws SQLException {
        try (var statement = connection.prepareStatement(APPEND)) {
            Object[] values = {
                draft.source,
                draft.type,
                draft.lane,
                draft.identity,
                draft.deliveryId,
                draft.contact,
                draft.conversation,
                draft.message,
                draft.account,
                ChronoUnit.MICROS.between(Instant.EPOCH, draft.occurredAt),
                draft.contentType,
                draft.signature,
                draft.body
            };
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            var result = statement.executeQuery();
            result.next();
            return result.getLong(1);
        }
    }

    /** Runs one statement. */
    public void run(String sql, Object... parameters) {
        try (Connection connection = database.getConnection();
                var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            statement.execute();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    public AgroalDataSource database() {
        return database;
    }

    /** What an event is made of; what is not said has a plain value, or none. */
    public static final class Draft {
        private final String source;
        private final String type;
        private final byte[] identity = ByteBuffer.allocate(16)
                .putLong(UUID.randomUUID().getMostSignificantBits())
                .putLong(UUID.randomUUID().getMostSignificantBits())
                .array();
        private int lane;
        private String deliveryId;
        private String contact;
        private String conversation;
        private String message;
        private String account;
        private String contentType;
        private byte[] signature;
        private Instant occurredAt = Instant.parse("2026-03-01T10:15:30.156Z");
        private byte[] body = "{}".getBytes(StandardCharsets.UTF_8);

        private Draft(String source, String type) {
            this.source = source;
            this.type = type;
        }

        public Draft lane(int value) {
            lane = value;
            return this;
        }

        public Draft deliveryId(String value) {
            deliveryId = value;
            return this;
        }

        public Draft contact(String value) {
            contact = value;
            return this;
        }

        public Draft conversation(String value) {
            conversation = value;
            return this;
        }

        public Draft message(String value) {
            message = value;
            return this;
        }

        public Draft account(String value) {
            account = value;
            return this;
        }

        public Draft contentType(String value) {
            contentType = value;
            return this;
        }

        public Draft signature(String hex) {
            signature = HexFormat.of().parseHex(hex);
            return this;
        }

        public Draft at(String value) {
            occurredAt = Instant.parse(value);
            return this;
        }

        public Draft body(String value) {
            return body(value.getBytes(StandardCharsets.UTF_8));
        }

        public Draft body(byte[] value) {
            body = value;
            return this;
        }
    }
}
