package dev.textusinbox.dispatch;

import dev.textusinbox.handler.BatchHandler;
import dev.textusinbox.handler.ExternalHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * What goes into one call: one event, or for a handler that takes many as many as there are and may go together. Guarded by its
 * window.
 */
final class Batching {
    /** Many a receiver takes a megabyte and no more: so much, less what stands around each body. */
    private static final int MAX_BYTES = 1_000_000;

    private static final int AROUND_BODY = 512;

    private final int most;
    private final boolean needsBody;
    private final Window window;
    private final Predicate<WindowEntry> allowed;

    /** @param allowed whether a call for it may begin now */
    Batching(ExternalHandler handler, Window window, Predicate<WindowEntry> allowed) {
        this.most = handler instanceof BatchHandler batch ? batch.batchSize() : 1;
        this.needsBody = handler.needsBody();
        this.window = window;
        this.allowed = allowed;
    }

    /** How many calls there are for so many keys, at least. */
    int callsFor(int keys) {
        return (keys + most - 1) / most;
    }

    /** What the next call is for, its keys taken until it is settled; empty when none can begin. */
    List<WindowEntry> start() {
        List<WindowEntry> started = startOne();
        if (most == 1 || started.isEmpty() || !started.get(0).mayGoTogether()) {
            return started;
        }
        var batch = new Batch(started.get(0));
        while (batch.entries.size() < most && batch.startAnother()) {}
        return batch.entries;
    }

    /** The same, for one event. */
    List<WindowEntry> startOne() {
        WindowEntry first = window.start(allowed);
        return first == null ? List.of() : List.of(first);
    }

    /** What has been started for one call. */
    private final class Batch {
        final List<WindowEntry> entries = new ArrayList<>();
        private final WindowEntry first;
        private WindowEntry last;
        private int bytes;

        Batch(WindowEntry first) {
            this.first = first;
            add(first);
        }

        boolean startAnother() {
            WindowEntry next = window.startBehind(last, this::fits);
            if (next == null) {
                next = window.start(this::fits);
            }
            if (next != null) {
                add(next);
            }
            return next != null;
        }

        private void add(WindowEntry entry) {
            entries.add(entry);
            bytes += bytes(entry);
            last = entry;
        }

        private boolean fits(WindowEntry next) {
            return next.mayGoTogether()
                    && next.replay.equals(first.replay)
                    && bytes + bytes(next) <= MAX_BYTES
                    && allowed.test(next);
        }
    }

    /** One whose body is loaded for its own call fills that. */
    private int bytes(WindowEntry entry) {
        byte[] body = entry.event.body();
        if (body == null) {
            return needsBody ? MAX_BYTES : 0;
        }
        return AROUND_BODY + body.length;
    }
}
