package dev.textusinbox.client;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;

/** What a client was given at once, each contact's events in order. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Pulled(List<PulledEvent> items) {}
