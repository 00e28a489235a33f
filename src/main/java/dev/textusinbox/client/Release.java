package dev.textusinbox.client;

import java.util.List;

/** These were not tried, and are for whoever asks next: 1 to 1,000 receipts. */
public record Release(List<String> receipts) {}
