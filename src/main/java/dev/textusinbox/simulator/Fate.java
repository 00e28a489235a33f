package dev.textusinbox.simulator;

import java.time.Instant;

/** One delivery on its way; guarded by its model's lock. */
final class Fate {
    final SimulatedDelivery delivery;
    Instant firstAttempt;
    int attempts;
    int repeated;
    /** An attempt got no answer: the receiver may have taken it. */
    boolean maybeTaken;

    boolean delivered;
    boolean lost;

    Fate(SimulatedDelivery delivery) {
        this.delivery = delivery;
    }

    void attempted(Instant now) {
        firstAttempt = firstAttempt == null ? now : firstAttempt;
        attempts++;
        repeated += maybeTaken ? 1 : 0;
    }

    boolean open() {
        return !delivered && !lost;
    }

    ProviderStats.SentEvent event() {
        return new ProviderStats.SentEvent(delivery, attempts, delivered, lost, repeated);
    }
}
