package dev.textusinbox.simulator;

import java.net.URI;

/**
 * Where the provider posts to, and under which secret.
 *
 * @param secret as written, prefix and all
 */
public record SimulatorTarget(URI url, String secret) {}
