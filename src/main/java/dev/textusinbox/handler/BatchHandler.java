package dev.textusinbox.handler;

import dev.textusinbox.PublicApi;
import dev.textusinbox.log.Event;
import java.util.List;

/**
 * A handler that does its work elsewhere, many events at a time: one request to a service for a hundred of them. A CDI bean that
 * implements it is all it takes.
 *
 * <p>It is called at least once for each event, and the events of one contact come in the order of the log: one after the other in
 * a batch, and batch after batch. A batch holds what is there, of one contact or of many, so it is small where little comes in.
 * Batches of different contacts run side by side, so it must be safe for several threads.
 *
 * <p>Only events that come for the first time share a batch. One that is tried again comes alone, and so does one with a body
 * over 16 KB (less with a small heap).
 */
@PublicApi
public non-sealed interface BatchHandler extends ExternalHandler {
    /** The most that {@link #batchSize} may be. */
    int MAX_BATCH = 1_000;

    /** How many events a call may have: 1 to {@value #MAX_BATCH}. Their bodies are less than a megabyte together. */
    default int batchSize() {
        return 100;
    }

    /**
     * Handles a batch. Called on a thread that may block, and interrupted, as {@link EventHandler#handle} is.
     *
     * @param events one or more, each contact's in order, with their bodies
     * @param delivery which attempt this is, and whether it is a replay; the same for the whole batch
     * @return what became of all of them. Where that is anything but {@link Outcome#done} none counts as handled, nor as tried:
     *     each is then called alone, and what becomes of it there is its own
     * @throws Exception any: none is handled, as with {@link Outcome#retry}
     */
    Outcome handle(List<Event> events, Delivery delivery) throws Exception;
}
