package dev.textusinbox.platform.request;

import dev.textusinbox.platform.problem.ProblemException;
import jakarta.ws.rs.core.UriInfo;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.SimpleResourceInfo;

/**
 * What is the same for every call of {@code /api} and {@code /admin}: one that reads no parameters has none, and no part of a
 * path has a NUL, as on the console's pages. The others read theirs with {@link QueryParameters}.
 */
public class StrictRequests {
    private static final List<String> STRICT = List.of("/api/", "/admin/");
    /** Its forms have parameters of their own. */
    private static final String CONSOLE = "/console/";

    @ServerRequestFilter
    public void check(UriInfo uri, SimpleResourceInfo resource) {
        boolean isStrict = STRICT.stream().anyMatch(uri.getPath()::startsWith);
        if (!isStrict && !uri.getPath().startsWith(CONSOLE)) {
            return;
        }
        for (Map.Entry<String, List<String>> parameter : uri.getPathParameters().entrySet()) {
            if (parameter.getValue().stream().anyMatch(value -> value.indexOf('\0') >= 0)) {
                throw ProblemException.badParameter(parameter.getKey(), "It has no usable value.");
            }
        }
        boolean readsItsOwn = Arrays.asList(resource.parameterTypes()).contains(UriInfo.class);
        if (isStrict && !readsItsOwn && !uri.getQueryParameters().isEmpty()) {
            throw ProblemException.badParameter(
                    uri.getQueryParameters().keySet().iterator().next(), "There is no such parameter.");
        }
    }
}
