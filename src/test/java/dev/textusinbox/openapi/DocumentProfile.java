package dev.textusinbox.openapi;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;

/** Two more keys: one of somebody without a role, and one that may ask once a minute. */
public class DocumentProfile implements QuarkusTestProfile {
    static final String NOBODY = "the-key-of-nobody-in-particular";
    static final String LIMITED = "the-key-of-one-who-may-ask-once";

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "inbox.api-keys." + Nobody.NAME + ".sha256",
                sha256(NOBODY),
                "inbox.api-keys." + Nobody.NAME + ".roles",
                "reader",
                "inbox.api-keys.test-limited.sha256",
                sha256(LIMITED),
                "inbox.api-keys.test-limited.roles",
                "operator",
                "inbox.api-keys.test-limited.requests-per-minute",
                "1");
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
