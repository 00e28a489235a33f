package dev.textusinbox.console;

import dev.textusinbox.history.EventItem;
import dev.textusinbox.history.HandlerState;
import dev.textusinbox.history.History;
import java.util.List;

/**
 * One event.
 *
 * @param json for people, or null once erased
 * @param cut whether it is only the beginning
 */
public record EventView(EventItem item, List<HandlerState> handlers, History.Proof proof, String json, boolean cut) {}
