package dev.textusinbox.dispatch;

import dev.textusinbox.handler.Delivery;
import dev.textusinbox.handler.ReceiverAnswer;
import dev.textusinbox.log.Event;
import java.time.Duration;
import java.util.OptionalLong;

/** One delivery in hand: from the log, or (with a redelivery id) from the redelivery table. Guarded by its window. */
final class WindowEntry {
    final Event event;
    final OwnedLane lane;
    /** Its row; 0 for a delivery from the log, or while the row of one that was spilled is not committed yet. */
    long redeliveryId;
    /** Attempts before this one. */
    final int attempts;
    /** Those of them that were answered definitely. */
    final int rejections;
    /** When the first of them had failed, by {@link System#nanoTime}; none: none has. */
    final OptionalLong failingSince;

    final OptionalLong replay;
    final String key;
    /** Whether its attempt is to be counted before the call. */
    final boolean suspect;
    /** What its call settles instead of it, once it has been spilled. */
    WindowEntry successor;

    private final boolean live;
    /** Null until settled. */
    Settlement settlement;

    long durationMillis;
    /** What the receiver answered; null where nobody did, or nobody keeps it. */
    ReceiverAnswer response;

    private WindowEntry(Event event, OwnedLane lane, String key, boolean live, Redelivered redelivered) {
        this.event = event;
        this.lane = lane;
        this.key = key;
        this.live = live;
        this.redeliveryId = redelivered.id();
        this.attempts = redelivered.attempts();
        this.rejections = redelivered.rejections();
        this.failingSince = redelivered.failingSince();
        this.replay = redelivered.replay();
        this.suspect = redelivered.suspect();
    }

    /** What the redelivery table knows of a delivery. */
    record Redelivered(
            long id, int attempts, int rejections, OptionalLong failingSince, OptionalLong replay, boolean suspect) {
        static final Redelivered NOT_YET = new Redelivered(0, 0, 0, OptionalLong.empty(), OptionalLong.empty(), false);
    }

    static WindowEntry live(Event event, OwnedLane lane) {
        return new WindowEntry(event, lane, event.key(), true, Redelivered.NOT_YET);
    }

    static WindowEntry redelivery(Event event, OwnedLane lane, String key, Redelivered redelivered) {
        return new WindowEntry(event, lane, key, false, redelivered);
    }

    boolean isLive() {
        return live;
    }

    /** Whether it may share a call with others: it comes for the first time, and no such call for it has failed. */
    boolean mayGoTogether() {
        return attempts == 0 && !suspect && !lane.goesAlone(event.id());
    }

    /** From here on it is a redelivery whose call is under way. */
    void spill(Duration delay) {
        settlement = new Settlement.Spilled(delay);
        successor = redelivery(event, lane, key, Redelivered.NOT_YET);
    }

    Delivery delivery() {
        return isLive() ? Delivery.FIRST : new Delivery(attempts + 1, replay);
    }
}
