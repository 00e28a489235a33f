package dev.textusinbox.receive;

import dev.textusinbox.log.AppendResult.RefusalReason;
import dev.textusinbox.log.AppendResult.Refused;
import dev.textusinbox.platform.problem.Problem;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.util.Set;
import java.util.function.Predicate;

/** What a connection answers by itself, and what it hands to the server instead of what came. */
final class EdgePolicy {
    private static final int RETRY_AFTER_SECONDS = 5;
    private static final String WEBHOOKS = "/webhooks/";
    /** No source's name. */
    private static final String NO_SOURCE = "-";
    /** What the decoder calls a request whose first line it can't read: it may be anybody's. */
    private static final String UNREADABLE = "/bad-request";

    private static final Set<HttpMethod> METHODS = Set.of(
            HttpMethod.GET,
            HttpMethod.HEAD,
            HttpMethod.POST,
            HttpMethod.PUT,
            HttpMethod.PATCH,
            HttpMethod.DELETE,
            HttpMethod.OPTIONS,
            HttpMethod.TRACE,
            HttpMethod.CONNECT);

    /** Methods become labels of metrics: all that are none of HTTP's are one. */
    private static final HttpMethod OTHER = HttpMethod.valueOf("OTHER");

    private final EdgeAnswer tryAgain = new EdgeAnswer(Answer.to(new Reception.Failed()));
    private final EdgeAnswer webhookOverloaded = new EdgeAnswer(Answer.to(new Reception.Overloaded()));
    private final EdgeAnswer webhookStopping =
            new EdgeAnswer(Answer.to(new Reception.Logged(new Refused(RefusalReason.STOPPING))));
    private final EdgeAnswer unreadable = problem(400, "The request is not valid HTTP.");
    private final EdgeAnswer lineTooLong = problem(414, "The request's first line is too long.");
    private final EdgeAnswer headTooLarge = problem(431, "The request's headers are too large.");
    private final EdgeAnswer timeout = problem(408, "The request did not come to its end in time.");
    private final EdgeAnswer tooMany = unavailable("There are too many connections just now; try again.");
    private final EdgeAnswer going = unavailable("The program is going down; try again.");

    /** Whether there is a source of that name. */
    private final Predicate<String> isSource;

    EdgePolicy(Predicate<String> isSource) {
        this.isSource = isSource;
    }

    private static EdgeAnswer problem(int status, String detail) {
        return new EdgeAnswer(Problem.of(status, detail), 0);
    }

    private static EdgeAnswer unavailable(String detail) {
        return new EdgeAnswer(Problem.of(503, detail), RETRY_AFTER_SECONDS);
    }

    /** What it aims at; a webhook's target becomes its plain path, and a method that HTTP does not know one for all. */
    EdgeTarget target(HttpRequest request) {
        if (!METHODS.contains(request.method())) {
            request.setMethod(OTHER);
        }
        return EdgeTarget.of(isWebhook(request), HttpMethod.HEAD.equals(request.method()));
    }

    private boolean isWebhook(HttpRequest request) {
        String uri = request.uri();
        if (uri.startsWith(WEBHOOKS) && isSource.test(uri.substring(WEBHOOKS.length()))) {
            return true;
        }
        String path = RequestTarget.webhookPath(uri);
        if (path == null) {
            return request.decoderResult().isFailure() && UNREADABLE.equals(uri);
        }
        if (RequestTarget.isEscapedRight(path)) {
            String name = WebhookRoute.sourceName(path);
            request.setUri(WEBHOOKS + (isSource.test(name) ? name : NO_SOURCE));
        }
        return true;
    }

    /** Why the server does not get it; null: it does. */
    EdgeAnswer refusal(HttpRequest request, EdgeTarget target) {
        if (request.decoderResult().isFailure()) {
            return broken(request, target);
        }
        if (target.isWebhook()) {
            return RequestTarget.isEscapedRight(request.uri()) ? null : tryAgain;
        }
        Problem problem = RequestTarget.problemOf(request.uri());
        return problem == null ? null : new EdgeAnswer(problem, 0);
    }

    EdgeAnswer broken(Object message, EdgeTarget target) {
        if (target.isWebhook()) {
            return tryAgain;
        }
        Throwable cause = ((HttpObject) message).decoderResult().cause();
        if (cause instanceof TooLongHttpLineException) {
            return lineTooLong;
        }
        return cause instanceof TooLongHttpHeaderException ? headTooLarge : unreadable;
    }

    EdgeAnswer stalled(EdgeTarget target) {
        return target.isWebhook() ? tryAgain : timeout;
    }

    EdgeAnswer overloaded(EdgeTarget target) {
        return target.isWebhook() ? webhookOverloaded : tooMany;
    }

    EdgeAnswer stopping(EdgeTarget target) {
        return target.isWebhook() ? webhookStopping : going;
    }
}
