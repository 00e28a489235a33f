package dev.textusinbox.handler;

import dev.textusinbox.platform.Hmac;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Signs what is posted to others, as Standard Webhooks has it: HMAC-SHA256 over {@code id.timestamp.body}.
 *
 * @see <a href="https://www.standardwebhooks.com">Standard Webhooks</a>
 */
public final class WebhookSigner {
    private static final String PREFIX = "whsec_";

    private final byte[] key;

    /** @throws IllegalArgumentException if it is not {@code whsec_} and the base64 of at least 16 bytes */
    public WebhookSigner(String secret) {
        if (!secret.startsWith(PREFIX)) {
            throw new IllegalArgumentException("must start with whsec_");
        }
        byte[] decoded = Base64.getDecoder().decode(secret.substring(PREFIX.length()));
        if (decoded.length < 16) {
            throw new IllegalArgumentException("must hold at least 16 bytes");
        }
        this.key = decoded;
    }

    /** The value of {@code webhook-signature}. */
    public String sign(String id, long epochSeconds, byte[] body) {
        ByteArrayOutputStream signed = new ByteArrayOutputStream(body.length + 64);
        signed.writeBytes((id + '.' + epochSeconds + '.').getBytes(StandardCharsets.UTF_8));
        signed.writeBytes(body);
        return "v1," + Base64.getEncoder().encodeToString(Hmac.sha256(key, signed.toByteArray()));
    }
}
