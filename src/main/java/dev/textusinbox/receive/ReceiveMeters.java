package dev.textusinbox.receive;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** What is counted of deliveries, and the two clocks that an operator watches: outage and silence. */
@Singleton
class ReceiveMeters {
    private final MeterRegistry meters;
    private final Map<String, Counter> received = new ConcurrentHashMap<>();
    private final Map<String, Counter> secretUsed = new ConcurrentHashMap<>();
    private final Map<String, AtomicLong> lastVerified = new ConcurrentHashMap<>();
    /** When the first 504 after a success was given; 0: no outage. */
    private final AtomicLong outageSince = new AtomicLong();

    ReceiveMeters(MeterRegistry meters, Sources sources) {
        this.meters = meters;
        Gauge.builder("inbox.outage.seconds", outageSince, ReceiveMeters::secondsSince)
                .description("Since the first 504 after a success; 0 when the last answer was a success")
                .register(meters);
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
        if (answer.status() == 504) {
            outageSince.compareAndSet(0, System.nanoTime());
        } else if (answer.status() < 300 && outageSince.get() != 0) {
            outageSince.set(0);
        }
    }

    private static double secondsSince(AtomicLong nanos) {
        long since = nanos.get();
        return since == 0 ? 0 : (System.nanoTime() - since) / 1e9;
    }
}
