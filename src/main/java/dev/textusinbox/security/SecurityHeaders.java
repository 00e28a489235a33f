package dev.textusinbox.security;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.regex.Pattern;

/** What a browser must know of every answer but the webhooks'. An answer that needs other rules sets its own. */
@ApplicationScoped
class SecurityHeaders {
    /** Behind the webhooks' route, which ends what it takes, and before all others. */
    static final int ORDER = Integer.MIN_VALUE + 1;

    /** The framework's own pages, in dev mode only: they have scripts, and frames within each other. */
    private static final Pattern DEV_PAGE = Pattern.compile("/q/[a-z]+-ui(/.*)?");

    void register(@Observes Router router) {
        router.route().order(ORDER).handler(context -> {
            context.addHeadersEndHandler(nothing -> complete(context));
            context.next();
        });
    }

    private static void complete(RoutingContext context) {
        MultiMap headers = context.response().headers();
        String path = context.normalizedPath();
        preset(headers, "X-Content-Type-Options", "nosniff");
        preset(headers, "Referrer-Policy", "no-referrer");
        if (!DEV_PAGE.matcher(path).matches()) {
            preset(headers, "X-Frame-Options", "DENY");
            preset(headers, "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
        }
        if (path.startsWith("/admin")) {
            preset(headers, HttpHeaders.CACHE_CONTROL, "no-store");
        } else if (path.startsWith("/api")) {
            // Not no-store: a page that has not changed may be answered 304.
            preset(headers, HttpHeaders.CACHE_CONTROL, "private, no-cache");
        }
        if ("https".equals(context.request().scheme())) {
            preset(headers, "Strict-Transport-Security", "max-age=31536000");
        }
    }

    private static void preset(MultiMap headers, CharSequence name, String value) {
        if (!headers.contains(name)) {
            headers.set(name, value);
        }
    }
}
