package dev.textusinbox.client;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;

/** What is known of the phones that were asked for, in their order. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record LookupAnswer(List<LookupItem> items) {}
