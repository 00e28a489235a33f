package dev.textusinbox.client;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;

/**
 * How many are done.
 *
 * @param unknown the other receipts: their lease has ended, or they were settled before
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Acked(int acked, List<String> unknown) {}
