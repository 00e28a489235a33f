package dev.textusinbox.client;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;

/**
 * How many come again.
 *
 * @param unknown the other receipts: their lease has ended, or they were settled before
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Retried(int retried, List<String> unknown) {}
