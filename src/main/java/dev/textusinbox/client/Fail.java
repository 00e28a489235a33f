package dev.textusinbox.client;

import java.util.List;

/**
 * These failed for good.
 *
 * @param error why, for an operator; may be null
 */
public record Fail(List<String> receipts, String error) {}
