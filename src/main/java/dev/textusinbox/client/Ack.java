package dev.textusinbox.client;

import java.util.List;

/** These are done: 1 to 1,000 receipts. */
public record Ack(List<String> receipts) {}
