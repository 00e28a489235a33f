package dev.textusinbox.security;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** Whether something was noted before within some time, so that it is noted once. */
public final class Recently {
    private static final int MAX = 1_000;

    private final long nanos;
    private final LongSupplier nanoTime;
    /** When each was noted; the oldest first. */
    private final Map<String, Long> noted = new LinkedHashMap<>();

    public Recently(Duration time) {
        this(time, System::nanoTime);
    }

    Recently(Duration time, LongSupplier nanoTime) {
        this.nanos = time.toNanos();
        this.nanoTime = nanoTime;
    }

    /** True once within the time; of more than a thousand things at a time the oldest are forgotten. */
    public synchronized boolean isNew(String what) {
        long now = nanoTime.getAsLong();
        noted.values().removeIf(at -> now - at >= nanos);
        if (noted.containsKey(what)) {
            return false;
        }
        if (noted.size() >= MAX) {
            noted.remove(noted.keySet().iterator().next());
        }
        noted.put(what, now);
        return true;
    }
}
