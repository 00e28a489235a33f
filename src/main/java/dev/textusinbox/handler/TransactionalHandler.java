package dev.textusinbox.handler;

import dev.textusinbox.PublicApi;
import dev.textusinbox.log.Event;
import java.sql.Connection;
import java.util.List;

/**
 * A handler that writes to the inbox's own database: its work and its position commit in one transaction, a batch at a
 * time, so each event takes effect once.
 *
 * <p>When a batch fails it is rolled back and made again one event at a time, each behind a savepoint: only the event
 * that fails gets a redelivery, and is tried again later.
 */
@PublicApi
public non-sealed interface TransactionalHandler extends Handler {
    /**
     * Handles a batch, in the order given, which is the order of the log for each contact.
     *
     * @param connection in the transaction that will be committed; it refuses to be committed, rolled back or closed
     *     here, and each statement has {@code inbox.handlers.<name>.timeout}
     * @param events events of its types, with their bodies
     * @param delivery which attempt this is, and whether it is a replay; the same for the whole batch
     * @throws Exception any: nothing of the batch takes effect
     */
    void handle(Connection connection, List<Event> events, Delivery delivery) throws Exception;

    /**
     * Why an event can never be handled, so that it is dead at once: it does not fail the batch that it is in, nor cost
     * attempts that must end alike. Null: it can be handled.
     */
    default String cannotHandle(Event event) {
        return null;
    }
}
