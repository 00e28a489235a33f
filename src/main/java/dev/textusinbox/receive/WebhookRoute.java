package dev.textusinbox.receive;

import dev.textusinbox.platform.http.OutgoingBytes;
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
    private final OpenConnections connections;
    private final OutgoingBytes outgoing;

    WebhookRoute(Exchanges exchanges, Sources sources, OpenConnections connections, OutgoingBytes outgoing) {
        this.exchanges = exchanges;
        this.sources = sources;
        this.connections = connections;
        this.outgoing = outgoing;
    }

    void register(@Observes Router router) {
        HttpEdge.enable(new HttpEdge.Parts(
                new Overload(sources, exchanges),
                connections,
                new EdgePolicy(name -> sources.find(name) != null),
                exchanges.budget,
                outgoing));
        router.route(PATH + "*").order(Integer.MIN_VALUE).handler(this::receive).failureHandler(this::fail);
    }

    private void receive(RoutingContext route) {
        Source source = sources.find(sourceName(route.normalizedPath()));
        exchanges.begin(route.request(), source).receive();
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
