package dev.textusinbox.client;

import java.time.Instant;
import java.util.List;

/**
 * These failed, and are to come again.
 *
 * @param error why, for an operator; may be null
 * @param notBefore the earliest time for it; null: the backoff decides
 */
public record Retry(List<String> receipts, String error, Instant notBefore) {}
