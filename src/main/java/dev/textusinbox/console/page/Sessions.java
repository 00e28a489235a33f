package dev.textusinbox.console.page;

import dev.textusinbox.platform.http.Hmac;
import dev.textusinbox.security.ApiKey;
import dev.textusinbox.security.ApiKeys;
import dev.textusinbox.security.BrowserSignIn;
import dev.textusinbox.security.Roles;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;

/**
 * Sessions, kept by the browser alone: the cookie says whose it is and until when, under the inbox's signature. It holds no
 * key, and a key that was changed or taken out of the settings ends its sessions. A person's says what he may do as well: who
 * has lost a role at the provider has lost it here when the session ends, and so that is never put off.
 */
@Singleton
class Sessions {
    static final Duration LENGTH = Duration.ofHours(8);
    /** Then he signs in again, however busy he was. */
    static final Duration MAX_LENGTH = Duration.ofHours(12);
    /** Not at each request: a page that asks every few seconds would never let a session end. */
    static final Duration RENEWED_AFTER = Duration.ofMinutes(10);

    private static final int PARTS = 6;
    /** In the place of a person's role: the key's own are asked for at each request. */
    private static final String KEY = "key";

    private static final int ID_BYTES = 16;

    private final ApiKeys keys;
    private final boolean people;
    private final SessionKey signer;
    private final Clock clock;

    @Inject
    Sessions(ApiKeys keys, BrowserSignIn people, SessionKey signer) {
        this(keys, people.isOn(), signer, Clock.systemUTC());
    }

    /** @param people whether they may sign in */
    Sessions(ApiKeys keys, boolean people, SessionKey signer, Clock clock) {
        this.keys = keys;
        this.people = people;
        this.signer = signer;
        this.clock = clock;
    }

    /** An id that nobody can guess. */
    static String newId() {
        return Hmac.hex(SessionKey.random(ID_BYTES));
    }

    /** A new session of the key; empty while the database has never been there. */
    Optional<String> open(ApiKey key) {
        return signer.signer().flatMap(by -> cookie(by, key.name(), newId(), KEY, clock.instant()));
    }

    /** A new session of somebody who has signed in elsewhere, with one of our roles; empty as above. */
    Optional<String> open(SecurityIdentity person) {
        String role = person.hasRole(Roles.OPERATOR) ? Roles.OPERATOR : Roles.READER;
        String name = person.getPrincipal().getName();
        return signer.signer().flatMap(by -> cookie(by, name, newId(), role, clock.instant()));
    }

    /**
     * The same session, for as long again, but for no longer than a session may last. By the key that the cookie was judged by: one
     * that has been ended since it was judged before is not to come back.
     */
    Optional<String> renew(String cookie) {
        return signer.signer()
                .flatMap(by -> read(by, cookie)
                        .flatMap(session -> cookie(by, session.name(), session.id(), KEY, session.begun())));
    }

    boolean wantsRenewal(Session session) {
        return session.byKey() && session.until().isBefore(end(session.begun()).minus(RENEWED_AFTER));
    }

    /** Of a session that is renewed now. */
    private Instant end(Instant begun) {
        Instant next = clock.instant().plus(LENGTH);
        Instant last = begun.plus(MAX_LENGTH);
        return next.isBefore(last) ? next : last;
    }

    private Optional<String> cookie(SessionKey.Signer by, String name, String id, String kind, Instant begun) {
        String encoded = Base64.getUrlEncoder().withoutPadding().encodeToString(name.getBytes(StandardCharsets.UTF_8));
        String times = end(begun).getEpochSecond() + "." + kind + '.' + begun.getEpochSecond();
        String said = encoded + '.' + id + '.' + times;
        return proof(name, kind).map(proof -> said + '.' + signature(by, said, proof));
    }

    /** The session that a cookie stands for, if it is one of ours and has not ended. */
    Optional<Session> read(String cookie) {
        return signer.signer().flatMap(by -> read(by, cookie));
    }

    private Optional<Session> read(SessionKey.Signer by, String cookie) {
        String[] parts = cookie.split("\\.", -1);
        if (parts.length != PARTS) {
            return Optional.empty();
        }
        try {
            String name = new String(Base64.getUrlDecoder().decode(parts[0]), StandardCharsets.UTF_8);
            Instant until = Instant.ofEpochSecond(Long.parseLong(parts[2]));
            Instant begun = Instant.ofEpochSecond(Long.parseLong(parts[4]));
            String said = cookie.substring(0, cookie.lastIndexOf('.'));
            return proof(name, parts[3])
                    .map(proof -> signature(by, said, proof))
                    .filter(signature -> same(signature, parts[5]))
                    .filter(signature -> clock.instant().isBefore(until))
                    .map(signature ->
                            new Session(name, parts[1], begun, until, roles(name, parts[3]), parts[3].equals(KEY)));
        } catch (IllegalArgumentException | DateTimeException e) {
            return Optional.empty();
        }
    }

    private Set<String> roles(String name, String kind) {
        return switch (kind) {
            case KEY -> keys.named(name).map(ApiKey::roles).orElse(Set.of());
            case Roles.OPERATOR -> Set.of(Roles.OPERATOR, Roles.READER);
            default -> Set.of(Roles.READER);
        };
    }

    /** What a session of that kind hangs on besides the inbox's own key; empty: there can't be such a session now. */
    private Optional<String> proof(String name, String kind) {
        if (kind.equals(KEY)) {
            return keys.named(name).map(key -> Hmac.hex(key.sha256()));
        }
        return people ? Optional.of("person") : Optional.empty();
    }

    /** What a form must bring along to be one of ours: nobody else's page can know it. */
    Optional<String> formToken(String id) {
        return signer.signer().map(by -> by.sign("form\n" + id));
    }

    /** Compared in constant time. */
    static boolean same(String expected, String given) {
        return MessageDigest.isEqual(expected.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }

    private static String signature(SessionKey.Signer by, String said, String proof) {
        return by.sign("session\n" + said + '\n' + proof);
    }
}
