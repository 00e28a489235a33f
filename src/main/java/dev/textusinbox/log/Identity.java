package dev.textusinbox.log;

import dev.textusinbox.platform.http.Hmac;
import dev.textusinbox.platform.request.Instants;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * What makes two deliveries the same event, apart from their delivery id: since it is not known whether the provider
 * keeps that id in a repeat, the entity that the event is about counts too.
 */
final class Identity {
    /** Bytes kept of the keyed hash: at 10^10 events a chance collision is below 10^-18. */
    static final int LENGTH = 16;

    private final byte[] key;

    /** @param key the schema's own key, so that an erased phone can't be found by hashing guesses */
    Identity(byte[] key) {
        this.key = key.clone();
    }

    /** The identity of a delivery: 16 bytes, the same for every repeat. */
    byte[] of(String source, Envelope envelope, byte[] body) {
        String name = source + '\n' + envelope.type() + '\n' + distinguishing(envelope, body);
        return Arrays.copyOf(Hmac.sha256(key, name.getBytes(StandardCharsets.UTF_8)), LENGTH);
    }

    private static String distinguishing(Envelope envelope, byte[] body) {
        switch (envelope.type()) {
            case EventTypes.MESSAGE_RECEIVED,
                    EventTypes.MESSAGE_DELIVERED,
                    EventTypes.PHONE_CALL_COMPLETED,
                    EventTypes.CONTACT_CREATED -> {
                // These happen once to an entity.
                if (envelope.entityId() != null) {
                    return "once\n" + envelope.entityId();
                }
            }
            case EventTypes.MESSAGE_FAILED,
                    EventTypes.MESSAGE_UNKNOWN,
                    EventTypes.CONTACT_OPTED_OUT,
                    EventTypes.CONTACT_OPTED_IN -> {
                // These may happen again, at another instant.
                String who = envelope.entityId() != null ? envelope.entityId() : envelope.contact();
                if (who != null && envelope.timestamp() != null) {
                    return "at\n" + who + '\n' + Instants.micros(envelope.timestamp());
                }
            }
            default -> {}
        }
        return envelope.deliveryId() != null ? "delivery\n" + envelope.deliveryId() : "body\n" + digest(body);
    }

    private static String digest(byte[] body) {
        return HexFormat.of().formatHex(sha256(body));
    }

    static byte[] sha256(byte[] body) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(body);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
