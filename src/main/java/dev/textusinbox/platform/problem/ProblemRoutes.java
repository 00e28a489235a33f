package dev.textusinbox.platform.problem;

import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Makes what no REST resource saw a {@link Problem} too: unknown paths, bodies over the limit, refused requests. */
@ApplicationScoped
class ProblemRoutes {

    void register(@Observes Router router) {
        // Behind every other route: reached by what nobody answered, and by what somebody failed.
        router.route()
                .order(Integer.MAX_VALUE - 1)
                .handler(ProblemRoutes::unknown)
                .failureHandler(ProblemRoutes::failed);
    }

    private static void unknown(RoutingContext context) {
        send(context, Problems.ofStatus(404));
    }

    private static void failed(RoutingContext context) {
        Throwable failure = context.failure();
        if (context.response().ended() || context.response().headWritten()) {
            context.next();
        } else if (failure == null) {
            send(context, Problems.ofStatus(context.statusCode()));
        } else if (context.statusCode() >= 400 && context.statusCode() < 500) {
            send(context, Problems.ofStatus(context.statusCode()));
        } else {
            send(context, Problems.of(failure));
        }
    }

    private static void send(RoutingContext context, Problem problem) {
        var response = context.response().setStatusCode(problem.status());
        ProblemHeaders.addFor(problem.status(), response.headers()::add);
        response.putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE).end(problem.json());
    }
}
