package dev.textusinbox.log;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** What waits for the appender, bounded by number: what is over is refused at once, never buffered. Bytes are the receiver's. */
final class AppendQueue {
    private final LinkedBlockingQueue<Incoming> waiting;

    AppendQueue(int maxEvents) {
        this.waiting = new LinkedBlockingQueue<>(maxEvents);
    }

    /** False when full. */
    boolean offer(Incoming incoming) {
        return waiting.offer(incoming);
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
        return batch;
    }

    boolean isFull() {
        return waiting.remainingCapacity() == 0;
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }
}
