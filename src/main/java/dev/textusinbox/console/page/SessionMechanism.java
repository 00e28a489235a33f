package dev.textusinbox.console.page;

import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.Cookie;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;

/** Knows who is signed in, on the console's own pages and nowhere else. */
@Singleton
class SessionMechanism implements HttpAuthenticationMechanism {
    /** The identity's attribute that holds the {@link Session}. */
    static final String SESSION = "console.session";

    private final Sessions sessions;

    SessionMechanism(Sessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext context, IdentityProviderManager identities) {
        Cookie cookie = context.request().getCookie(Cookies.SESSION);
        if (cookie == null || !context.normalizedPath().startsWith(Cookies.PATH)) {
            return Uni.createFrom().nullItem();
        }
        return Uni.createFrom()
                .item(sessions.read(cookie.getValue())
                        .map(SessionMechanism::identity)
                        .orElse(null));
    }

    private static SecurityIdentity identity(Session session) {
        return QuarkusSecurityIdentity.builder()
                .setPrincipal(new QuarkusPrincipal(session.name()))
                .addRoles(session.roles())
                .addAttribute(SESSION, session)
                .build();
    }

    /** The console shows its sign-in page itself; whoever else is asked to prove himself is asked for a key. */
    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext context) {
        return Uni.createFrom().nullItem();
    }

    /** Before those that look for a header: a page's request has none. */
    @Override
    public int getPriority() {
        return 3 * DEFAULT_PRIORITY;
    }
}
