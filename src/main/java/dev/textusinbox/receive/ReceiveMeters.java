package dev.textusinbox.receive;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** What is counted of deliveries, and how long each source has been silent. */
@Singleton
class ReceiveMeters {
    private final MeterRegistry meters;
    private final Map<String, Counter> received = new ConcurrentHashMap<>();
    private final Map<String, Counter> secretUsed = new ConcurrentHashMap<>();
    private final Map<String, AtomicLong> lastVerified = new ConcurrentHashMap<>();

    ReceiveMeters(MeterRegistry meters, Sources sources) {
        this.meters = meters;
        for (Source source : sources.all()) {
            AtomicLong last = new AtomicLong(System.nanoTime());
            lastVerified.put(source.name, last);
            Gauge.builder("inbox.silence.seconds", last, ReceiveMeters::secondsSince)
                    .description("Since the last verified delivery, or since the start")
                    .tag("source", source.name)
                    .register(meters);
        }
    }

    /** Makes known what is stored of a source's last delivery, at start. */
    void lastDelivery(String source, long millisAgo) {
        AtomicLong last = lastVerified.get(source);
        if (last != null) {
            last.accumulateAndGet(System.nanoTime() - millisAgo * 1_000_000, Math::min);
        }
    }

    void verified(String source, Integer position) {
        lastVerified.get(source).set(System.nanoTime());
        if (position != null) {
            secretUsed
                    .computeIfAbsent(
                            source + '/' + position,
                            key -> Counter.builder("inbox.secret.used")
                                    .description("Deliveries verified, by the position of the secret")
                                    .tag("source", source)
                                    .tag("position", position.toString())
                                    .register(meters))
                    .increment();
        }
    }

    /** @param source the configured source, never the name in the path: a metric's labels must stay few */
    void answered(String source, Answer answer) {
        received.computeIfAbsent(
                        source + '/' + answer.outcome(),
                        key -> Counter.builder("inbox.received")
                                .description("Deliveries answered, by what became of them")
                                .tag("source", source)
                                .tag("outcome", answer.outcome())
                                .register(meters))
                .increment();
    }

    private static double secondsSince(AtomicLong nanos) {
        return (System.nanoTime() - nanos.get()) / 1e9;
    }
}
