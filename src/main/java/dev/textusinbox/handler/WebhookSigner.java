package dev.textusinbox.handler;

import dev.textusinbox.platform.http.Hmac;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;

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

    /** The signer that a setting asks for; a secret that is none stops the start with the key's name and not its value. */
    public static WebhookSigner ofSetting(String key, String secret) {
        try {
            return new WebhookSigner(secret);
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(
                    key + " must be a Standard Webhooks secret: whsec_ and the base64 of at least 16 bytes",
                    Set.of(key));
        }
    }

    /** The value of {@code webhook-signature}. */
    public String sign(String id, long epochSeconds, byte[] body) {
        ByteArrayOutputStream signed = new ByteArrayOutputStream(body.length + 64);
        signed.writeBytes((id + '.' + epochSeconds + '.').getBytes(StandardCharsets.UTF_8));
        signed.writeBytes(body);
        return "v1," + Base64.getEncoder().encodeToString(Hmac.sha256(key, signed.toByteArray()));
    }
}
