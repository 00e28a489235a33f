package dev.textusinbox.platform.http;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicLong;

/** What has been written to connections and not yet been taken by whoever reads there, all together. */
@Singleton
public class OutgoingBytes {
    /** Of the heap; what is read for them has twice as much. */
    private static final int SHARE = 16;

    private final AtomicLong waiting = new AtomicLong();
    private final long max;

    @Inject
    OutgoingBytes(MeterRegistry meters) {
        this(Runtime.getRuntime().maxMemory() / SHARE);
        Gauge.builder("inbox.answer.bytes.waiting", this, OutgoingBytes::waiting)
                .description("Of answers that wait for their readers to take them")
                .register(meters);
    }

    /** @param max beyond it nobody should write more */
    public OutgoingBytes(long max) {
        this.max = max;
    }

    /** So many more were written. */
    public void add(long bytes) {
        waiting.addAndGet(bytes);
    }

    /** So many of them are gone. */
    public void remove(long bytes) {
        waiting.addAndGet(-bytes);
    }

    /** Whether there are so many that the next had better wait. */
    public boolean areTooMany() {
        return waiting.get() > max;
    }

    long waiting() {
        return waiting.get();
    }
}
