package dev.textusinbox.receive;

import dev.textusinbox.log.EventLog;
import io.quarkus.runtime.ShutdownEvent;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
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
    private static final int FIRST = 100;
    private static final long FAREWELL_NANOS = 500_000_000L;
    private static final long LONGEST_FAREWELL_NANOS = 2_000_000_000L;

    private final Vertx vertx;
    private final Sources sources;
    private final EventLog log;
    private final ReceiveMeters meters;
    private final long maxBodyBytes;
    private final long deadlineMillis;

    WebhookRoute(Vertx vertx, Sources sources, EventLog log, ReceiveMeters meters, ReceiveConfig config) {
        this.vertx = vertx;
        this.sources = sources;
        this.log = log;
        this.meters = meters;
        this.maxBodyBytes = config.maxBodySize().asLongValue();
        this.deadlineMillis = config.deadline().toMillis();
    }

    /**
     * On SIGTERM, while the port is still open: what is in hand becomes durable and is answered, what comes is told to try
     * again on a new connection. Connections that stay open get a moment to be told so too.
     */
    void stop(@Observes @Priority(FIRST) ShutdownEvent event) throws InterruptedException {
        log.stop();
        long until = System.nanoTime() + LONGEST_FAREWELL_NANOS;
        while (System.nanoTime() - until < 0 && !meters.isQuietFor(FAREWELL_NANOS)) {
            Thread.sleep(20);
        }
    }

    void register(@Observes Router router) {
        router.route(PATH + "*").order(Integer.MIN_VALUE).handler(this::receive).failureHandler(this::fail);
    }

    private void receive(RoutingContext route) {
        HttpServerRequest request = route.request();
        Source source = sources.find(sourceName(request.path()));
        Exchange exchange = new Exchange(request, source, vertx, meters);
        if (source == null) {
            exchange.end(new Reception.UnknownSource());
            return;
        }
        exchange.endAfter(deadlineMillis);
        new BodyCollector(request, maxBodyBytes, exchange, body -> take(exchange, source, body)).start();
    }

    private void take(Exchange exchange, Source source, byte[] body) {
        try {
            exchange.deliver(source, body, log);
        } catch (RuntimeException | Error e) {
            LOG.error("A delivery could not be handed to the log; the provider is told to try again", e);
            exchange.end(new Reception.Failed());
        }
    }

    private void fail(RoutingContext route) {
        LOG.error("A webhook request failed; the provider is told to try again", route.failure());
        new Exchange(route.request(), null, vertx, meters).end(new Reception.Failed());
    }

    private static String sourceName(String path) {
        String name = path.substring(PATH.length());
        return name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
    }
}
