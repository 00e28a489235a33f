package dev.textusinbox.handler;

import dev.textusinbox.PublicApi;
import java.util.OptionalLong;

/**
 * How an event comes to a handler.
 *
 * @param attempt 1 for the first attempt, and up
 * @param replay the replay's id, when an operator had it delivered again; empty for the event's own delivery
 */
@PublicApi
public record Delivery(int attempt, OptionalLong replay) {
    /** The first attempt of an event's own delivery. */
    public static final Delivery FIRST = new Delivery(1, OptionalLong.empty());
}
