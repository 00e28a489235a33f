package dev.textusinbox.client;

/** What an app does with an event that it has fetched. */
@FunctionalInterface
public interface EventConsumer {
    /**
     * Does the work for one event; when it returns, the event is acknowledged. It may come again, so make the work idempotent by
     * its {@code id}.
     *
     * @throws GiveUpException the event is dead, for an operator to look at
     * @throws Exception any other: the event comes again later, and the contact's later ones wait behind it. Operators read its text:
     *     no secret, no body, no whole phone number
     */
    void handle(PulledEvent event) throws Exception;
}
