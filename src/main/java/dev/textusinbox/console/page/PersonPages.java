package dev.textusinbox.console.page;

import dev.textusinbox.platform.problem.Problem;
import dev.textusinbox.platform.problem.ProblemException;
import dev.textusinbox.security.BrowserSignIn;
import dev.textusinbox.security.Roles;
import dev.textusinbox.security.SignInAudit;
import io.quarkus.oidc.AuthorizationCodeFlow;
import io.quarkus.oidc.OidcSession;
import io.quarkus.oidc.Tenant;
import io.quarkus.security.Authenticated;
import io.quarkus.security.UnauthorizedException;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticator;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/**
 * Where people come back to from where they have signed in. The framework has sent them there, and has asked the provider
 * who they are; from here on they have a session like anybody else.
 */
@Path("/console/sign-in/person")
@ConsolePage
@Produces(MediaType.TEXT_HTML)
public class PersonPages {
    private final SecurityIdentity person;
    private final OidcSession provider;
    private final SessionKey key;
    private final Sessions sessions;
    private final Frames frames;
    private final HttpServerRequest request;
    private final SignInAudit audit;

    PersonPages(
            SecurityIdentity person,
            OidcSession provider,
            SessionKey key,
            Sessions sessions,
            Frames frames,
            HttpServerRequest request,
            SignInAudit audit) {
        this.person = person;
        this.provider = provider;
        this.key = key;
        this.sessions = sessions;
        this.frames = frames;
        this.request = request;
        this.audit = audit;
    }

    @GET
    @Authenticated
    @AuthorizationCodeFlow
    @Tenant(BrowserSignIn.TENANT)
    public Response welcome(@RestQuery String next) {
        // Its cookie holds the provider's tokens, which nobody needs any more.
        provider.logout().await().indefinitely();
        if (!person.hasRole(Roles.READER)) {
            audit.refused(request.remoteAddress());
            throw new ProblemException(
                    Problem.of(403, "You are known there, but have none of the roles that open this inbox."));
        }
        key.load();
        String session = sessions.open(person).orElseThrow(SignInPages::away);
        audit.signedIn(person.getPrincipal().getName(), request.remoteAddress());
        // A page, not a redirect: the browser comes from another site, and where a redirect led it would not yet show a
        // cookie that is for this site's own pages.
        return Response.ok(PageTemplates.signedIn(frames.of("sign-in", "Signed in"), SignInPages.ownPage(next))
                        .render())
                .header("Set-Cookie", Cookies.set(Cookies.SESSION, session, Sessions.LENGTH, frames.isSecure()))
                .build();
    }

    /** Who is not known yet is sent to where people sign in: here a 401 is not the answer. */
    @ServerExceptionMapper(UnauthorizedException.class)
    public Uni<Response> ask(RoutingContext request) {
        HttpAuthenticator authenticator = request.get(HttpAuthenticator.class.getName());
        return authenticator.getChallenge(request).map(challenge -> {
            var answer = Response.status(challenge.status);
            challenge.getHeaders().forEach((name, value) -> answer.header(name.toString(), value));
            return answer.build();
        });
    }
}
