package dev.textusinbox.console.history;

import dev.textusinbox.history.event.EventItem;
import dev.textusinbox.history.event.HandlerState;
import dev.textusinbox.history.event.History;
import java.util.List;

/**
 * One event.
 *
 * @param json for people, or null once erased
 * @param cut whether it is only the beginning
 */
public record EventView(EventItem item, List<HandlerState> handlers, History.Proof proof, String json, boolean cut) {}
