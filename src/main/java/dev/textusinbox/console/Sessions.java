package dev.textusinbox.console;

import dev.textusinbox.platform.Hmac;
import dev.textusinbox.security.ApiKey;
import dev.textusinbox.security.ApiKeys;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/**
 * Sessions, kept by the browser alone: the cookie says whose it is and until when, under the inbox's signature. It holds no
 * key, and a key that was changed or taken out of the settings ends its sessions.
 */
@Singleton
class Sessions {
    static final Duration LENGTH = Duration.ofHours(8);
    /** Not at each request: a page that asks every few seconds would never let a session end. */
    static final Duration RENEWED_AFTER = Duration.ofMinutes(10);

    private static final int PARTS = 4;
    private static final int ID_BYTES = 16;

    private final ApiKeys keys;
    private final SessionKey signer;
    private final Clock clock;

    @Inject
    Sessions(ApiKeys keys, SessionKey signer) {
        this(keys, signer, Clock.systemUTC());
    }

    Sessions(ApiKeys keys, SessionKey signer, Clock clock) {
        this.keys = keys;
        this.signer = signer;
        this.clock = clock;
    }

    /** An id that nobody can guess. */
    static String newId() {
        byte[] id = new byte[ID_BYTES];
        // Not kept in a constant: a native binary would carry that of its build.
        new SecureRandom().nextBytes(id);
        return Hmac.hex(id);
    }

    /** A new session of the key; empty while the database has never been there. */
    Optional<String> open(ApiKey key) {
        return cookie(key, newId());
    }

    /** The same session, for as long again. */
    Optional<String> renew(Session session) {
        return keys.named(session.name()).flatMap(key -> cookie(key, session.id()));
    }

    boolean wantsRenewal(Session session) {
        return session.until().isBefore(clock.instant().plus(LENGTH).minus(RENEWED_AFTER));
    }

    private Optional<String> cookie(ApiKey key, String id) {
        String name = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(key.name().getBytes(StandardCharsets.UTF_8));
        long until = clock.instant().plus(LENGTH).getEpochSecond();
        String said = name + '.' + id + '.' + until;
        return signature(said, key).map(signature -> said + '.' + signature);
    }

    /** The session that a cookie stands for, if it is one of ours and has not ended. */
    Optional<Session> read(String cookie) {
        String[] parts = cookie.split("\\.", -1);
        if (parts.length != PARTS) {
            return Optional.empty();
        }
        try {
            String name = new String(Base64.getUrlDecoder().decode(parts[0]), StandardCharsets.UTF_8);
            Instant until = Instant.ofEpochSecond(Long.parseLong(parts[2]));
            String said = cookie.substring(0, cookie.lastIndexOf('.'));
            return keys.named(name)
                    .flatMap(key -> signature(said, key))
                    .filter(signature -> same(signature, parts[3]))
                    .filter(signature -> clock.instant().isBefore(until))
                    .map(signature -> new Session(name, parts[1], until));
        } catch (IllegalArgumentException | DateTimeException e) {
            return Optional.empty();
        }
    }

    /** What a form must bring along to be one of ours: nobody else's page can know it. */
    Optional<String> formToken(String id) {
        return signer.sign("form\n" + id);
    }

    /** Compared in constant time. */
    static boolean same(String expected, String given) {
        return MessageDigest.isEqual(expected.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }

    private Optional<String> signature(String said, ApiKey key) {
        return signer.sign("session\n" + said + '\n' + Hmac.hex(key.sha256()));
    }
}
