package dev.textusinbox.receive;

import dev.textusinbox.platform.http.Hmac;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;

/** The secrets of one source. Pure. */
final class SecretRing {
    private static final int SIGNATURE_BYTES = 32;

    private final List<byte[]> secrets;

    SecretRing(List<String> secrets) {
        this.secrets =
                secrets.stream().map(s -> s.getBytes(StandardCharsets.UTF_8)).toList();
    }

    /** The signature's bytes from its hex, in either case; null if it is no signature at all. */
    static byte[] parse(String header) {
        if (header.length() != SIGNATURE_BYTES * 2) {
            return null;
        }
        try {
            return HexFormat.of().parseHex(header);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /**
     * Which secret made the signature, from 0; -1 if none did. Takes the same time wherever it differs, and whichever
     * secret it is.
     */
    int verifiedBy(byte[] signature, byte[] body) {
        int found = -1;
        for (int i = secrets.size() - 1; i >= 0; i--) {
            if (MessageDigest.isEqual(Hmac.sha256(secrets.get(i), body), signature)) {
                found = i;
            }
        }
        return found;
    }
}
