package dev.textusinbox.history.event;

import java.util.List;

/**
 * One page of events.
 *
 * @param next the cursor of what follows; null where nothing does, which in ascending order is never
 */
public record EventPage(List<EventItem> items, String next) {}
