package dev.textusinbox.blackbox;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** When each event first came to a sink, and how often one came again. */
final class Arrivals {
    private final Map<Long, Long> firstNanos = new ConcurrentHashMap<>();
    private final AtomicInteger repeats = new AtomicInteger();

    private Arrivals() {}

    /** From now on, all that comes there is answered 200. */
    static Arrivals at(RecordingSink sink) {
        var arrivals = new Arrivals();
        sink.answer(arrivals::note);
        return arrivals;
    }

    private int note(RecordingSink.Forward forward) {
        if (firstNanos.putIfAbsent(forward.eventId(), System.nanoTime()) != null) {
            repeats.incrementAndGet();
        }
        return 200;
    }

    /** Different events. */
    int events() {
        return firstNanos.size();
    }

    int repeats() {
        return repeats.get();
    }

    boolean haveAll(Collection<Long> eventIds) {
        return firstNanos.keySet().containsAll(eventIds);
    }

    /** How long after the instant the last lane had its first event of those that were stored after the head. */
    Duration allLanesFlow(long nanos, long head, Map<Long, Integer> laneOfEvent) {
        Map<Integer, Long> flowing = new HashMap<>();
        laneOfEvent.forEach((event, lane) -> {
            Long arrival = firstNanos.get(event);
            if (event > head && arrival != null) {
                flowing.merge(lane, arrival, Math::min);
            }
        });
        if (flowing.size() != LaneView.LANES) {
            throw new AssertionError("events of " + flowing.size() + " lanes only came after event " + head);
        }
        return Duration.ofNanos(
                flowing.values().stream().mapToLong(at -> at - nanos).max().orElseThrow());
    }
}
