package dev.textusinbox.receive;

import dev.textusinbox.trace.Traces;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;

/** Begins an exchange with all that it needs. */
@Singleton
class Exchanges {
    private final BodyBudget budget;
    private final Vertx vertx;
    private final ReceiveMeters meters;
    private final Traces traces;

    Exchanges(BodyBudget budget, Vertx vertx, ReceiveMeters meters, Traces traces) {
        this.budget = budget;
        this.vertx = vertx;
        this.meters = meters;
        this.traces = traces;
    }

    /**
     * To be called on the request's event loop, when its head is there.
     *
     * @param source null where the path names none
     */
    Exchange begin(HttpServerRequest request, Source source) {
        return new Exchange(request, source, budget, vertx, meters, traces.receipt());
    }
}
