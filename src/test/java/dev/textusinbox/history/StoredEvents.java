package dev.textusinbox.history;

import dev.textusinbox.platform.Schema;
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
    static Draft event(String source, String type) {
        return new Draft(source, type);
    }

    static String newSource() {
        return "s" + UUID.randomUUID();
    }

    /** A number that may be real, and was not seen before. */
    static String newPhone() {
        return "+1303" + (2_000_000 + Math.floorMod(UUID.randomUUID().getMostSignificantBits(), 7_999_999L));
    }

    /** Stores it; gives its id, or minus the id of the event that it repeats. */
    long store(Draft draft) {
        try (Connection connection = database.getConnection()) {
            return store(connection, draft);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Stores it within the caller's transaction. */
    static long store(Connection connection, Draft draft) throws SQLException {
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
    void run(String sql, Object... parameters) {
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

    AgroalDataSource database() {
        return database;
    }

    /** What an event is made of; what is not said has a plain value, or none. */
    static final class Draft {
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

        Draft lane(int value) {
            lane = value;
            return this;
        }

        Draft deliveryId(String value) {
            deliveryId = value;
            return this;
        }

        Draft contact(String value) {
            contact = value;
            return this;
        }

        Draft conversation(String value) {
            conversation = value;
            return this;
        }

        Draft message(String value) {
            message = value;
            return this;
        }

        Draft account(String value) {
            account = value;
            return this;
        }

        Draft contentType(String value) {
            contentType = value;
            return this;
        }

        Draft signature(String hex) {
            signature = HexFormat.of().parseHex(hex);
            return this;
        }

        Draft at(String value) {
            occurredAt = Instant.parse(value);
            return this;
        }

        Draft body(String value) {
            return body(value.getBytes(StandardCharsets.UTF_8));
        }

        Draft body(byte[] value) {
            body = value;
            return this;
        }
    }
}
