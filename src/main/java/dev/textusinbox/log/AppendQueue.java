package dev.textusinbox.log;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** What waits for the appender, bounded by number and by bytes: what is over is refused at once, never buffered. */
final class AppendQueue {
    private final LinkedBlockingQueue<Incoming> waiting;
    private final AtomicLong bytes = new AtomicLong();
    private final long maxBytes;

    AppendQueue(int maxEvents, long maxBytes) {
        this.waiting = new LinkedBlockingQueue<>(maxEvents);
        this.maxBytes = maxBytes;
    }

    /** False when full. */
    boolean offer(Incoming incoming) {
        long after = bytes.addAndGet(incoming.size());
        if (after <= maxBytes && waiting.offer(incoming)) {
            return true;
        }
        bytes.addAndGet(-incoming.size());
        return false;
    }

    /** All that waits, up to the limits of one batch; empty when nothing came for a while. */
    List<Incoming> takeBatch(int maxEvents, long maxBatchBytes) throws InterruptedException {
        List<Incoming> batch = new ArrayList<>();
        long size = 0;
        Incoming next = waiting.poll(200, TimeUnit.MILLISECONDS);
        while (next != null) {
            batch.add(next);
            size += next.size();
            next = batch.size() < maxEvents && size < maxBatchBytes ? waiting.poll() : null;
        }
        bytes.addAndGet(-size);
        return batch;
    }

    boolean isFull() {
        return waiting.remainingCapacity() == 0 || bytes.get() >= maxBytes;
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }
}
