package dev.textusinbox.receive;

import dev.textusinbox.log.EventLog;
import dev.textusinbox.trace.Traces;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;

/** What all exchanges share, and where they begin. */
@Singleton
class Exchanges {
    final EventLog log;
    final BodyBudget budget;
    final Vertx vertx;
    final ReceiveMeters meters;
    final long maxBodyBytes;
    final long deadlineMillis;
    private final Traces traces;

    Exchanges(EventLog log, BodyBudget budget, Vertx vertx, ReceiveMeters meters, Traces traces, ReceiveConfig config) {
        this.log = log;
        this.budget = budget;
        this.vertx = vertx;
        this.meters = meters;
        this.traces = traces;
        this.maxBodyBytes = config.maxBodySize().asLongValue();
        this.deadlineMillis = config.deadline().toMillis();
    }

    /**
     * To be called on the request's event loop, when its head is there.
     *
     * @param source null where the path names none
     */
    Exchange begin(HttpServerRequest request, Source source) {
        return new Exchange(request, source, this, traces.receipt());
    }
}
