package dev.textusinbox.console.page;

import dev.textusinbox.security.Roles;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.security.identity.SecurityIdentity;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;

/** Puts pages into their frame, and leads from what was done to the page that tells of it. */
@Singleton
public class Frames {
    private static final Duration SAID_AT_ONCE = Duration.ofSeconds(30);

    private final CurrentIdentityAssociation identities;
    private final Sessions sessions;
    private final HttpServerRequest request;

    Frames(CurrentIdentityAssociation identities, Sessions sessions, HttpServerRequest request) {
        this.identities = identities;
        this.sessions = sessions;
        this.request = request;
    }

    public Frame of(String section, String title) {
        Optional<Session> session = session();
        return new Frame(
                title,
                section,
                session.map(Session::name).orElse(null),
                identities.getIdentity().hasRole(Roles.OPERATOR),
                session.flatMap(one -> sessions.formToken(one.id())).orElse(""),
                LaunchMode.current() == LaunchMode.DEVELOPMENT,
                said());
    }

    Optional<Session> session() {
        SecurityIdentity identity = identities.getIdentity();
        return Optional.ofNullable(identity.getAttribute(SessionMechanism.SESSION));
    }

    /** Where the browser has found this inbox, for what is to be pasted. */
    public String address() {
        return request.scheme() + "://" + request.authority();
    }

    boolean isSecure() {
        return "https".equals(request.scheme());
    }

    /** To the page, which says what was done; after a form, so that reloading it does nothing again. */
    public Response done(String path, String said) {
        String value = Base64.getUrlEncoder().withoutPadding().encodeToString(said.getBytes(StandardCharsets.UTF_8));
        return Addresses.see(path)
                .header("Set-Cookie", Cookies.set(Cookies.SAID, value, SAID_AT_ONCE, isSecure()))
                .build();
    }

    private String said() {
        Cookie cookie = request.getCookie(Cookies.SAID);
        if (cookie == null) {
            return null;
        }
        try {
            return new String(Base64.getUrlDecoder().decode(cookie.getValue()), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
