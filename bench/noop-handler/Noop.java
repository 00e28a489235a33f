package dev.textusinbox.bench;

import dev.textusinbox.handler.Delivery;
import dev.textusinbox.handler.EventHandler;
import dev.textusinbox.handler.Outcome;
import dev.textusinbox.log.Event;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Does nothing, and counts what came out of its contact's order: what a handler costs when the handler costs nothing. */
@Singleton
class Noop implements EventHandler {
    private final Map<String, Long> last = new ConcurrentHashMap<>();
    private final Counter disorder;

    Noop(MeterRegistry registry) {
        this.disorder = registry.counter("bench.noop.disorder");
    }

    @Override
    public String name() {
        return "noop";
    }

    @Override
    public Set<String> types() {
        return Set.of();
    }

    @Override
    public Outcome handle(Event event, Delivery delivery) {
        if (event.contact() != null && delivery.replay().isEmpty()) {
            Long before = last.put(event.contact(), event.id());
            if (before != null && before >= event.id()) {
                disorder.increment();
            }
        }
        return Outcome.done();
    }
}
