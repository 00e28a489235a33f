package dev.textusinbox.simulator;

import java.util.Map;

/**
 * What became of all deliveries so far; {@code sent = delivered + lost + open}.
 *
 * @param open neither delivered nor lost yet
 * @param repeated attempts made after one that the receiver may have taken
 * @param pauses how often the integration was marked failed
 * @param failed whether it is now
 * @param answers attempts by status, 0 for those without one
 */
public record ProviderStats(
        int sent,
        int delivered,
        int lost,
        int open,
        int attempts,
        int repeated,
        int pauses,
        boolean failed,
        Map<Integer, Integer> answers) {
    /**
     * What became of one delivery.
     *
     * @param delivered whether an attempt was answered 2xx
     * @param lost whether the provider dropped it
     * @param repeated how many attempts were made after one that the receiver may have taken
     */
    public record SentEvent(SimulatedDelivery delivery, int attempts, boolean delivered, boolean lost, int repeated) {}
}
