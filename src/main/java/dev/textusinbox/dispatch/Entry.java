package dev.textusinbox.dispatch;

import dev.textusinbox.handler.Delivery;
import dev.textusinbox.log.Event;
import java.util.OptionalLong;

/** One delivery in hand: from the log, or (with a redelivery id) from the redelivery table. Guarded by its window. */
final class Entry {
    final Event event;
    final OwnedLane lane;
    /** 0 for a delivery from the log. */
    final long redeliveryId;
    /** Attempts before this one. */
    final int attempts;

    final OptionalLong replay;
    final String key;
    /** Null until settled. */
    Settlement settlement;

    long durationMillis;

    private Entry(Event event, OwnedLane lane, String key, long redeliveryId, int attempts, OptionalLong replay) {
        this.event = event;
        this.lane = lane;
        this.key = key;
        this.redeliveryId = redeliveryId;
        this.attempts = attempts;
        this.replay = replay;
    }

    static Entry live(Event event, OwnedLane lane) {
        return new Entry(event, lane, event.key(), 0, 0, OptionalLong.empty());
    }

    static Entry redelivery(
            Event event, OwnedLane lane, String key, long redeliveryId, int attempts, OptionalLong replay) {
        return new Entry(event, lane, key, redeliveryId, attempts, replay);
    }

    boolean isLive() {
        return redeliveryId == 0;
    }

    Delivery delivery() {
        return isLive() ? Delivery.FIRST : new Delivery(attempts + 1, replay);
    }
}
