package dev.textusinbox.client;

/**
 * What a client of a pull consumer asks for; what is null has its default.
 *
 * @param max events at most, 1 to 1,000 (100)
 * @param waitSeconds how long to wait until there is one, 0 to 30 s (0)
 * @param leaseSeconds how long the client has them, 5 to 3,600 s (60)
 */
public record Receive(Integer max, Integer waitSeconds, Integer leaseSeconds) {}
