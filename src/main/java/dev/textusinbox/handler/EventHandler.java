package dev.textusinbox.handler;

import dev.textusinbox.PublicApi;
import dev.textusinbox.log.Event;

/**
 * A handler that does its work elsewhere: calls a service, sends a mail, posts to a queue. A CDI bean that implements
 * it is all it takes.
 *
 * <p>It is called at least once for each event: once, unless an attempt failed or an instance died at the wrong moment.
 * The events of one contact come strictly one after the other, in the order of the log, and an event whose attempt
 * failed is tried again before any later one of that contact. Different contacts run side by side, so it must be safe
 * for several threads.
 */
@PublicApi
public non-sealed interface EventHandler extends ExternalHandler {
    /**
     * Handles one event. Called on a thread that may block, for at most {@code inbox.handlers.<name>.timeout}; then
     * the thread is interrupted and the attempt has failed, unless it says {@link Outcome#unavailable} then. It is
     * interrupted as well when the program stops, and when other instances may soon make the same call; then no attempt
     * counts. Whoever ignores an interrupt may be called
     * again meanwhile.
     *
     * @param event the event, with its body
     * @param delivery which attempt this is, and whether it is a replay
     * @return what became of it
     * @throws Exception any: the attempt failed and is made again later, as with {@link Outcome#retry}
     */
    Outcome handle(Event event, Delivery delivery) throws Exception;
}
