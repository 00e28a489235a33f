package dev.textusinbox.client;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;

/**
 * How many are given back.
 *
 * @param unknown the other receipts: their lease has ended, or they were settled before
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Released(int released, List<String> unknown) {}
