package dev.textusinbox.console.page;

import dev.textusinbox.platform.problem.Problem;
import io.vertx.core.json.JsonObject;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.Map;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** Finishes the console's answers: errors become pages, sessions in use go on, and a browser is told what it may do. */
public class PageAnswers {
    /** Scripts and styles from here alone, and from files alone: text that somebody sent can't become either. */
    static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
            + " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private static final Map<String, String> HEADERS = Map.of(
            "Content-Security-Policy", POLICY,
            "X-Content-Type-Options", "nosniff",
            "X-Frame-Options", "DENY",
            "Referrer-Policy", "same-origin",
            "Cache-Control", "no-store");

    private final Frames frames;
    private final Sessions sessions;

    PageAnswers(Frames frames, Sessions sessions) {
        this.frames = frames;
        this.sessions = sessions;
    }

    @ConsolePage
    @ServerResponseFilter
    public void finish(ContainerRequestContext request, ContainerResponseContext response) {
        if (isProblem(response)) {
            response.setEntity(problemPage(request, response), null, MediaType.valueOf("text/html;charset=UTF-8"));
        }
        // Not before: with another entity come other headers.
        MultivaluedMap<String, Object> headers = response.getHeaders();
        headers.remove("WWW-Authenticate");
        // What is downloaded has stricter rules of its own.
        HEADERS.forEach((name, value) -> {
            if (!headers.containsKey(name)) {
                headers.putSingle(name, value);
            }
        });
        boolean page = request.getMethod().equals(HttpMethod.GET) && request.getHeaderString("HX-Request") == null;
        if (page && response.getStatus() == 200) {
            keepSession(request, headers);
        }
    }

    private void keepSession(ContainerRequestContext request, MultivaluedMap<String, Object> headers) {
        if (request.getCookies().containsKey(Cookies.SAID)) {
            headers.add("Set-Cookie", Cookies.clear(Cookies.SAID, frames.isSecure()));
        }
        frames.session()
                .filter(sessions::wantsRenewal)
                .flatMap(session ->
                        sessions.renew(request.getCookies().get(Cookies.SESSION).getValue()))
                .ifPresent(cookie -> headers.add(
                        "Set-Cookie", Cookies.set(Cookies.SESSION, cookie, Sessions.LENGTH, frames.isSecure())));
    }

    private static boolean isProblem(ContainerResponseContext response) {
        return response.getMediaType() != null
                && response.getMediaType().toString().startsWith(Problem.MEDIA_TYPE);
    }

    private String problemPage(ContainerRequestContext request, ContainerResponseContext response) {
        JsonObject problem = new JsonObject(String.valueOf(response.getEntity()));
        String[] path = request.getUriInfo().getPath().split("/", -1);
        String section = path.length > 2 ? path[2] : "";
        return PageTemplates.problem(
                        frames.of(section, problem.getString("title")),
                        problem.getString("title"),
                        problem.getString("detail", ""),
                        problem.getString("parameter"))
                .render();
    }
}
