package dev.textusinbox.security;

import dev.textusinbox.platform.problem.Problem;
import dev.textusinbox.platform.problem.ProblemException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Locale;
import java.util.Set;

/**
 * A browser adds Basic credentials and cookies to every request, whichever page asked for it. So what another site's page
 * makes it send is refused where it could change something. A bearer key is added by nobody but the page that has it.
 */
@ApplicationScoped
class CrossSiteGuard {
    private static final Set<HttpMethod> SAFE = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);
    /** By the browser itself, and not to be set by a page; {@code none}: the person's own doing. */
    private static final Set<String> OWN_SITE = Set.of("same-origin", "none");

    void register(@Observes Router router) {
        // On every path but the webhooks', which end before it: no spelling of a path gets around it.
        router.route().order(SecurityHeaders.ORDER + 1).handler(CrossSiteGuard::check);
    }

    private static void check(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (!SAFE.contains(request.method()) && isBrowsersOwn(request) && isFromElsewhere(request)) {
            context.fail(new ProblemException(Problem.of(403, "A page of another site may not change anything here.")));
        } else {
            context.next();
        }
    }

    private static boolean isBrowsersOwn(HttpServerRequest request) {
        String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
        return authorization == null
                ? request.headers().contains(HttpHeaders.COOKIE)
                : authorization.regionMatches(true, 0, "Basic", 0, "Basic".length());
    }

    private static boolean isFromElsewhere(HttpServerRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        if (site != null) {
            return !OWN_SITE.contains(site);
        }
        // Older browsers, and plain HTTP.
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        return origin != null && !origin.toLowerCase(Locale.ROOT).endsWith("://" + host(request.authority()));
    }

    private static String host(HostAndPort authority) {
        if (authority == null) {
            return "";
        }
        String host = authority.host().toLowerCase(Locale.ROOT);
        return authority.port() > 0 ? host + ':' + authority.port() : host;
    }
}
