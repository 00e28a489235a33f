package dev.textusinbox.console.page;

import dev.textusinbox.platform.problem.Problem;
import dev.textusinbox.platform.problem.ProblemException;
import dev.textusinbox.security.ApiKey;
import dev.textusinbox.security.BrowserSignIn;
import dev.textusinbox.security.Roles;
import dev.textusinbox.security.SignInAudit;
import dev.textusinbox.security.TypedKeys;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.RestCookie;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestQuery;

/** In with a key's name and the key, or on to where people sign in; and out again. */
@Path("/console")
@ConsolePage
@Produces(MediaType.TEXT_HTML)
public class SignInPages {
    static final String PATH = "/console/sign-in";

    private static final Duration FORM_LIVES = Duration.ofHours(1);
    /** A page of ours, and nothing that a browser could take for another host. */
    private static final Pattern OWN_PAGE = Pattern.compile("/console(?:[/?][^\\\\\\p{Cntrl}]*)?");

    private final TypedKeys keys;
    private final SessionKey key;
    private final Sessions sessions;
    private final Frames frames;
    private final BrowserSignIn people;
    private final HttpServerRequest request;
    private final SignInAudit audit;

    SignInPages(
            TypedKeys keys,
            SessionKey key,
            Sessions sessions,
            Frames frames,
            BrowserSignIn people,
            HttpServerRequest request,
            SignInAudit audit) {
        this.people = people;
        this.request = request;
        this.audit = audit;
        this.keys = keys;
        this.key = key;
        this.sessions = sessions;
        this.frames = frames;
    }

    @GET
    @Path("sign-in")
    @PermitAll
    public Response form(@RestQuery String next, @RestQuery String error) {
        key.load();
        return form(200, ownPage(next), error == null ? null : "The sign-in was broken off, or was refused there.");
    }

    @POST
    @Path("sign-in")
    @PermitAll
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response signIn(
            @RestForm String name,
            @RestForm("key") String presented,
            @RestForm String token,
            @RestForm String next,
            @RestCookie(Cookies.SIGN_IN) String id) {
        key.load();
        requireToken(id, token);
        Optional<ApiKey> found = name == null || presented == null
                ? Optional.empty()
                : keys.find(name.strip(), presented, request.remoteAddress());
        if (found.isEmpty()) {
            return form(401, ownPage(next), "Wrong key name or key.");
        }
        if (!found.get().roles().contains(Roles.READER)) {
            audit.refused(request.remoteAddress());
            return form(403, ownPage(next), "This key may use pull consumers only, not the console.");
        }
        String session = sessions.open(found.get()).orElseThrow(SignInPages::away);
        audit.signedIn(found.get().name(), request.remoteAddress());
        return Addresses.see(ownPage(next))
                .header("Set-Cookie", cookie(Cookies.SESSION, session, Sessions.LENGTH))
                .header("Set-Cookie", Cookies.clear(Cookies.SIGN_IN, frames.isSecure()))
                .build();
    }

    @POST
    @Path("sign-out")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response signOut() {
        return Addresses.see(PATH)
                .header("Set-Cookie", Cookies.clear(Cookies.SESSION, frames.isSecure()))
                .build();
    }

    private Response form(int status, String next, String wrong) {
        String id = Sessions.newId();
        String token = sessions.formToken(id).orElseThrow(SignInPages::away);
        return Response.status(status)
                .type("text/html;charset=UTF-8")
                .entity(PageTemplates.signIn(frames.of("sign-in", "Sign in"), token, next, wrong, people.host())
                        .render())
                .header("Set-Cookie", cookie(Cookies.SIGN_IN, id, FORM_LIVES))
                .build();
    }

    /** So that nobody is signed in by another site's page under a key that is not his. */
    private void requireToken(String id, String token) {
        String expected = sessions.formToken(id == null ? "" : id).orElseThrow(SignInPages::away);
        if (id == null || token == null || !Sessions.same(expected, token)) {
            throw ConsoleAccessFilter.forged();
        }
    }

    private String cookie(String name, String value, Duration age) {
        return Cookies.set(name, value, age, frames.isSecure());
    }

    static String ownPage(String next) {
        return next != null && OWN_PAGE.matcher(next).matches() ? next : Cookies.PATH;
    }

    static ProblemException away() {
        return new ProblemException(Problem.of(
                503,
                "The database has not been there since this program started, and without it nobody can sign in."
                        + " Deliveries are answered 504: the provider repeats them for 12 hours."));
    }
}
