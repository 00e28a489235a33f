package dev.textusinbox.receive;

import dev.textusinbox.log.EventLog;
import dev.textusinbox.platform.failure.OutOfMemory;
import dev.textusinbox.platform.http.OutgoingBytes;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.jboss.logging.Logger;

/**
 * {@code POST /webhooks/{source}}, in front of every other route: a plain Vert.x route, since no framework's own error
 * may ever answer here, and since it is the faster way.
 */
@ApplicationScoped
class WebhookRoute {
    private static final Logger LOG = Logger.getLogger(WebhookRoute.class);
    private static final String PATH = "/webhooks/";

    private final Exchanges exchanges;
    private final Sources sources;
    private final EventLog log;
    private final ReceiveMeters meters;
    private final OpenConnections connections;
    private final BodyBudget budget;
    private final OutgoingBytes outgoing;
    private final long maxBodyBytes;
    private final long deadlineMillis;

    WebhookRoute(
            Exchanges exchanges,
            Sources sources,
            EventLog log,
            ReceiveMeters meters,
            OpenConnections connections,
            BodyBudget budget,
            OutgoingBytes outgoing,
            ReceiveConfig config) {
        this.exchanges = exchanges;
        this.sources = sources;
        this.log = log;
        this.meters = meters;
        this.connections = connections;
        this.budget = budget;
        this.outgoing = outgoing;
        this.maxBodyBytes = config.maxBodySize().asLongValue();
        this.deadlineMillis = config.deadline().toMillis();
    }

    void register(@Observes Router router) {
        var overload = new Overload(sources, log, meters, budget, maxBodyBytes);
        HttpEdge.enable(new HttpEdge.Parts(
                overload, connections, new EdgePolicy(name -> sources.find(name) != null), budget, outgoing));
        router.route(PATH + "*").order(Integer.MIN_VALUE).handler(this::receive).failureHandler(this::fail);
    }

    private void receive(RoutingContext route) {
        HttpServerRequest request = route.request();
        Source source = sources.find(sourceName(route.normalizedPath()));
        Exchange exchange = exchanges.begin(request, source);
        if (source == null) {
            refuse(request, exchange, new Reception.UnknownSource());
        } else if (!HttpMethod.POST.equals(request.method())) {
            refuse(request, exchange, new Reception.NotPost());
        } else if (log.isFull()) {
            // Rare: behind another request, or with its body still to be asked for.
            exchange.end(new Reception.Overloaded());
        } else {
            exchange.endAfter(deadlineMillis);
            new BodyCollector(request, maxBodyBytes, exchange, body -> take(exchange, source, body)).start();
        }
    }

    private void refuse(HttpServerRequest request, Exchange exchange, Reception reception) {
        exchange.endAfter(deadlineMillis, reception);
        BodyCollector.skip(request, maxBodyBytes, () -> exchange.end(reception));
    }

    private void take(Exchange exchange, Source source, byte[] body) {
        try {
            exchange.deliver(source, body, log);
        } catch (RuntimeException | Error e) {
            OutOfMemory.endIfCauseOf(e);
            LOG.error("A delivery could not be handed to the log; the provider is told to try again", e);
            exchange.end(new Reception.Failed());
        }
    }

    private void fail(RoutingContext route) {
        if (route.statusCode() >= 400 && route.statusCode() < 500) {
            LOG.debug("no request that HTTP allows", route.failure());
        } else {
            LOG.error("A webhook request failed; the provider is told to try again", route.failure());
        }
        exchanges.begin(route.request(), null).end(new Reception.Failed());
    }

    /** The name in a webhook's path, or what is none. */
    static String sourceName(String path) {
        String name = path.startsWith(PATH) ? path.substring(PATH.length()) : "";
        return name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
    }
}
