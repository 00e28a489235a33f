package dev.textusinbox.console.page;

import dev.textusinbox.platform.problem.Problem;
import dev.textusinbox.platform.problem.ProblemException;
import dev.textusinbox.security.Roles;
import io.quarkus.security.Authenticated;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.lang.reflect.Method;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.WithFormRead;
import org.jboss.resteasy.reactive.server.core.CurrentRequestManager;

/** Lets in who is signed in, and does what a form says only where it is one of our own pages' and an operator's. */
public class ConsoleAccessFilter {
    static final String TOKEN = "token";

    private final CurrentIdentityAssociation identities;
    private final Sessions sessions;

    ConsoleAccessFilter(CurrentIdentityAssociation identities, Sessions sessions) {
        this.identities = identities;
        this.sessions = sessions;
    }

    @WithFormRead
    @ConsolePage
    @ServerRequestFilter
    public Response check(ContainerRequestContext request, ResourceInfo resource) {
        if (isForAll(resource.getResourceMethod())) {
            return null;
        }
        Session session = identities.getIdentity().getAttribute(SessionMechanism.SESSION);
        // A key that has lost the role since has a session still.
        if (session == null || !identities.getIdentity().hasRole(Roles.READER)) {
            return toSignIn(request);
        }
        if (request.getMethod().equals(HttpMethod.GET)) {
            requireOperator(isForOperators(resource));
            return withoutBlanks(request.getUriInfo());
        }
        requireToken(session);
        requireOperator(resource.getResourceClass() != SignInPages.class);
        return null;
    }

    /** A page before there is a session; who signs in elsewhere has been asked by the framework. */
    private static boolean isForAll(Method page) {
        return page.isAnnotationPresent(PermitAll.class) || page.isAnnotationPresent(Authenticated.class);
    }

    private static boolean isForOperators(ResourceInfo resource) {
        return resource.getResourceMethod().isAnnotationPresent(OperatorsOnly.class)
                || resource.getResourceClass().isAnnotationPresent(OperatorsOnly.class);
    }

    private void requireOperator(boolean required) {
        if (required && !identities.getIdentity().hasRole(Roles.OPERATOR)) {
            throw new ProblemException(Problem.of(403, "The operator role is required."));
        }
    }

    private void requireToken(Session session) {
        Optional<String> expected = sessions.formToken(session.id());
        if (expected.isEmpty() || !Sessions.same(expected.get(), formToken())) {
            throw forged();
        }
    }

    static ProblemException forged() {
        return new ProblemException(Problem.of(403, "This form has expired: reload the page, and submit it again."));
    }

    /** The form is read by then. The request that a filter is given can't be asked for it; the framework's own can. */
    private static String formToken() {
        Object token = CurrentRequestManager.get().getFormParameter(TOKEN, true, false);
        return token == null ? "" : token.toString();
    }

    private static Response toSignIn(ContainerRequestContext request) {
        if (request.getHeaderString("HX-Request") != null) {
            // A part of a page can't become the sign-in page: the whole goes there.
            return Response.noContent().header("HX-Redirect", SignInPages.PATH).build();
        }
        if (!request.getMethod().equals(HttpMethod.GET)) {
            return Addresses.see(SignInPages.PATH).build();
        }
        URI asked = request.getUriInfo().getRequestUri();
        String next = asked.getRawPath() + (asked.getRawQuery() == null ? "" : '?' + asked.getRawQuery());
        return Addresses.see(Addresses.with(SignInPages.PATH, Map.of(), "next", next))
                .build();
    }

    /** A form sends what was left empty too; the address that is left can be read, kept and sent to somebody. */
    private static Response withoutBlanks(UriInfo uri) {
        Map<String, List<String>> given = uri.getQueryParameters();
        if (given.values().stream().flatMap(List::stream).noneMatch(String::isBlank)) {
            return null;
        }
        Map<String, List<String>> said = new LinkedHashMap<>();
        given.forEach((name, values) ->
                said.put(name, values.stream().filter(value -> !value.isBlank()).toList()));
        return Addresses.see(Addresses.of(uri.getRequestUri().getRawPath(), said))
                .build();
    }
}
