package dev.textusinbox.client;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** The events that a client has: in a queue for each contact, with the receipts that are still to be settled. */
final class InHand {
    private final Map<String, Deque<PulledEvent>> queues = new HashMap<>();
    /** By receipt, those that wait, are worked on, or are done and not acknowledged: until when they are ours, as {@link System#nanoTime}. */
    private final Map<String, Long> held = new LinkedHashMap<>();

    private List<String> done = new ArrayList<>();

    /** Waits until half of {@code max} is free, and says how many may come. */
    synchronized int awaitCapacity(int max) throws InterruptedException {
        while (held.size() > max / 2) {
            wait();
        }
        return max - held.size();
    }

    /**
     * Takes what was fetched, and gives the keys that nobody is at work on.
     *
     * @param until when their leases end, as {@link System#nanoTime}
     */
    synchronized Set<String> add(List<PulledEvent> events, long until) {
        Set<String> idle = new HashSet<>();
        for (PulledEvent event : events) {
            held.put(event.receipt(), until);
            Deque<PulledEvent> queue = queues.get(key(event));
            if (queue == null) {
                queue = new ArrayDeque<>();
                queues.put(key(event), queue);
                idle.add(key(event));
            }
            queue.addLast(event);
        }
        return idle;
    }

    /** What the inbox keeps the order by. */
    private static String key(PulledEvent event) {
        if (event.contact() != null) {
            return event.contact();
        }
        return event.conversationId() != null ? event.conversationId() : "#" + event.id();
    }

    /** The key's next event; null when there is none, and nobody is at work on the key any more. */
    synchronized PulledEvent next(String key) {
        Deque<PulledEvent> queue = queues.get(key);
        PulledEvent event = queue.pollFirst();
        // What is lost belongs to somebody else by now.
        while (event != null && !isOurs(event.receipt())) {
            event = queue.pollFirst();
        }
        if (event == null) {
            queues.remove(key);
        }
        return event;
    }

    /** Also while the inbox can't be asked. */
    private boolean isOurs(String receipt) {
        Long until = held.get(receipt);
        if (until != null && until - System.nanoTime() > 0) {
            return true;
        }
        held.remove(receipt);
        notifyAll();
        return false;
    }

    synchronized void extended(List<String> receipts, long until) {
        receipts.forEach(receipt -> held.computeIfPresent(receipt, (key, before) -> until));
    }

    /** Nothing more is begun, and nobody waits for what is not done. */
    synchronized void close() {
        queues.values().forEach(Deque::clear);
        held.clear();
        notifyAll();
    }

    /** What waits behind the one that is worked on, which is not to be worked on. */
    synchronized List<PulledEvent> drop(String key) {
        Deque<PulledEvent> queue = queues.get(key);
        List<PulledEvent> waiting = new ArrayList<>(queue);
        queue.clear();
        settle(waiting);
        return waiting;
    }

    /** All that waits, of every key: it is not to be worked on. */
    synchronized List<PulledEvent> dropWaiting() {
        List<PulledEvent> waiting = new ArrayList<>();
        queues.keySet().forEach(key -> waiting.addAll(drop(key)));
        return waiting;
    }

    synchronized void done(PulledEvent event) {
        if (held.containsKey(event.receipt())) {
            done.add(event.receipt());
        }
    }

    /** Something else became of them than that they were done. */
    synchronized void settle(Collection<PulledEvent> events) {
        events.forEach(event -> held.remove(event.receipt()));
        notifyAll();
    }

    synchronized List<String> takeDone() {
        List<String> taken = done;
        done = new ArrayList<>();
        return taken;
    }

    synchronized void acknowledged(List<String> receipts) {
        receipts.forEach(held::remove);
        notifyAll();
    }

    /** They are done, and the inbox does not know it yet. */
    synchronized void notAcknowledged(List<String> receipts) {
        done.addAll(receipts);
    }

    /** All that are to be kept. */
    synchronized List<String> receipts() {
        return new ArrayList<>(held.keySet());
    }

    /** Their leases have ended: what is not begun is not to be. */
    synchronized void lost(List<String> receipts) {
        receipts.forEach(held::remove);
        done.removeAll(new HashSet<>(receipts));
        notifyAll();
    }

    /** False if there is something yet after so long. */
    synchronized boolean awaitEmpty(Duration most) throws InterruptedException {
        long until = System.nanoTime() + most.toNanos();
        for (long left = until - System.nanoTime(); !held.isEmpty() && left > 0; left = until - System.nanoTime()) {
            wait(Math.max(1, TimeUnit.NANOSECONDS.toMillis(left)));
        }
        return held.isEmpty();
    }
}
