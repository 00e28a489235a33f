package dev.textusinbox.conformance;

import dev.textusinbox.simulator.SimulatedDelivery;

/**
 * One request to the receiver.
 *
 * @param signature null: none
 * @param contentType null: none
 */
record Post(byte[] body, String signature, String contentType) {
    private static final String USUAL = "application/json";

    static Post of(SimulatedDelivery delivery, String secret) {
        return new Post(delivery.body(), delivery.signature(secret), USUAL);
    }

    /** Any body, signed. */
    static Post of(String text, String secret) {
        return of(new SimulatedDelivery("", "", text), secret);
    }

    Post typed(String other) {
        return new Post(body, signature, other);
    }

    Post signed(String other) {
        return new Post(body, other, contentType);
    }
}
