package dev.textusinbox.conformance;

import dev.textusinbox.simulator.SimulatedDelivery;

/**
 * One request to the receiver.
 *
 * @param signature null: none
 * @param contentType null: none
 */
record ProviderPost(byte[] body, String signature, String contentType) {
    private static final String DEFAULT = "application/json";

    static ProviderPost of(SimulatedDelivery delivery, String secret) {
        return new ProviderPost(delivery.body(), delivery.signature(secret), DEFAULT);
    }

    /** Any body, signed. */
    static ProviderPost of(String text, String secret) {
        return of(new SimulatedDelivery("", "", text), secret);
    }

    ProviderPost typed(String other) {
        return new ProviderPost(body, signature, other);
    }

    ProviderPost signed(String other) {
        return new ProviderPost(body, other, contentType);
    }
}
