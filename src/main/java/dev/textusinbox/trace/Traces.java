package dev.textusinbox.trace;

import dev.textusinbox.log.Event;
import dev.textusinbox.platform.http.HttpUrl;
import java.util.List;
import java.util.OptionalLong;

/**
 * What is told of an event's way. All that is told of one event is one trace, whichever instance tells it and however much
 * later (decision 11). Nothing told holds a body, a phone, a key or an error's text.
 */
public interface Traces {
    /** Tells nothing, and costs nothing: what the program has unless it is set to trace. */
    Traces OFF = new NoTraces();

    /** A request to a webhook has just come. */
    Receipt receipt();

    /**
     * An attempt begins: to be called on the thread that calls the handler. What the handler tells on that thread is part of
     * it, until it is closed.
     *
     * @param attempt 1 and up
     * @param replay the replay's id, or empty
     */
    Handling handling(String handler, Event event, int attempt, OptionalLong replay);

    /**
     * A batch has been handled in one call, each event for the first time.
     *
     * @param startedNanos when it began, as {@link System#nanoTime}
     */
    void handledTogether(String handler, List<Event> events, long startedNanos);

    /** An event is about to be posted, by the handling of this thread. */
    Outgoing posting(HttpUrl url);

    /** An event is about to be sent to a Kafka topic, by the handling of this thread. */
    Outgoing sending(String topic);
}
