package dev.textusinbox.client;

import java.util.List;

/** These are needed for longer: for so many seconds from now, 5 to 3,600. */
public record Extend(List<String> receipts, Integer leaseSeconds) {}
