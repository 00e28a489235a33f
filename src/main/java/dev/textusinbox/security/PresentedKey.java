package dev.textusinbox.security;

import io.quarkus.security.identity.request.BaseAuthenticationRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * What a request presented. A kind of its own, not the framework's user and password, so that the
 * framework's own Basic mechanism finds nobody to serve it and stays away.
 */
final class PresentedKey extends BaseAuthenticationRequest {
    private final String name;
    private final String key;

    private PresentedKey(String name, String key) {
        this.name = name;
        this.key = key;
    }

    /** Reads {@code Bearer <key>} or {@code Basic base64(<name>:<key>)}; empty if it is neither. */
    static Optional<PresentedKey> of(String authorization) {
        int space = authorization.indexOf(' ');
        if (space < 0) {
            return Optional.empty();
        }
        String scheme = authorization.substring(0, space);
        String credentials = authorization.substring(space + 1).strip();
        if (scheme.equalsIgnoreCase("Bearer")) {
            return Optional.of(new PresentedKey(null, credentials));
        }
        return scheme.equalsIgnoreCase("Basic") ? basic(credentials) : Optional.empty();
    }

    private static Optional<PresentedKey> basic(String credentials) {
        String pair;
        try {
            pair = new String(Base64.getDecoder().decode(credentials), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
        int colon = pair.indexOf(':');
        return colon < 0
                ? Optional.empty()
                : Optional.of(new PresentedKey(pair.substring(0, colon), pair.substring(colon + 1)));
    }

    /** Whose key it is said to be; null: not said. */
    String name() {
        return name;
    }

    /** The key itself. */
    String key() {
        return key;
    }
}
