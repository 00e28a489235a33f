package dev.textusinbox.client;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;

/**
 * How many are kept.
 *
 * @param unknown the other receipts: their lease has ended, or they were settled before
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Extended(int extended, List<String> unknown) {}
