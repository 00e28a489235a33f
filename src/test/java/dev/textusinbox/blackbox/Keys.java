package dev.textusinbox.blackbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The secrets of these tests; what is made of them is computed here, not with the program's own code. */
final class Keys {
    static final String SECRET = "textus-blackbox-0123456789";
    static final String READER = "reader-key-of-the-black-box";
    static final String OPERATOR = "operator-key-of-the-black-box";

    private Keys() {}

    static Map<String, String> settings() {
        return Map.of(
                "inbox.sources.textus.secrets",
                SECRET,
                "inbox.api-keys.reader.sha256",
                sha256(READER),
                "inbox.api-keys.reader.roles",
                "reader",
                "inbox.api-keys.operator.sha256",
                sha256(OPERATOR),
                "inbox.api-keys.operator.roles",
                "operator");
    }

    static String sha256(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static byte[] hmac(byte[] key, byte[] message) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
