package dev.textusinbox.simulator;

import dev.textusinbox.platform.http.Hmac;
import java.nio.charset.StandardCharsets;

/**
 * One delivery as the provider would send it; a repeat is the same bytes again.
 *
 * @param type the event type, as in the body's {@code action}
 * @param contact whom it is about, in E.164, even where the body names only the conversation
 * @param text the body
 */
public record SimulatedDelivery(String type, String contact, String text) {
    /** The header that carries the signature. */
    public static final String SIGNATURE_HEADER = "X-TextUs-Signature";

    /** The bytes to sign and send. */
    public byte[] body() {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** The signature under the secret as written, prefix and all. */
    public String signature(String secret) {
        return Hmac.hex(Hmac.sha256(secret.getBytes(StandardCharsets.UTF_8), body()));
    }
}
