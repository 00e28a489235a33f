package dev.textusinbox.receive;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.configuration.MemorySize;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The memory that bodies may take while they are read and until they are durable or refused, all together. Counted from the
 * first byte, so before anybody knows whether the sender has a secret.
 */
@Singleton
class BodyBudget {
    /** Of the heap: a body is copied once for its batch, and the rest of the program needs room too. */
    private static final int DEFAULT_SHARE = 4;

    private final AtomicLong taken = new AtomicLong();
    private final long max;

    @Inject
    BodyBudget(ReceiveConfig config, MeterRegistry meters) {
        this(max(config, Runtime.getRuntime().maxMemory()));
        Gauge.builder("inbox.body.bytes.in.flight", this, BodyBudget::taken)
                .description("Of bodies that are being read or are not yet durable")
                .register(meters);
    }

    BodyBudget(long max) {
        this.max = max;
    }

    private static long max(ReceiveConfig config, long heap) {
        long largest = config.maxBodySize().asLongValue();
        return config.maxBodyBytesInFlight()
                .map(MemorySize::asLongValue)
                .orElse(Math.max(heap / DEFAULT_SHARE, largest));
    }

    /** Takes so many bytes; false, and nothing is taken, where there is no room for them. */
    boolean take(long bytes) {
        if (taken.addAndGet(bytes) <= max) {
            return true;
        }
        taken.addAndGet(-bytes);
        return false;
    }

    void release(long bytes) {
        taken.addAndGet(-bytes);
    }

    /** Whether there is room for so many bytes just now. */
    boolean hasRoomFor(long bytes) {
        return taken.get() + bytes <= max;
    }

    /** So many bytes are taken just now. */
    long taken() {
        return taken.get();
    }
}
