package dev.textusinbox.client;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;

/**
 * A page of events.
 *
 * @param next the cursor of what follows; null where nothing does, which in ascending order is never
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record EventPage(List<EventItem> items, String next) {}
