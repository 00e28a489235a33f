package dev.textusinbox.client;

/** What a client of a pull consumer calls. Each throws an {@link InboxException} where it comes to nothing. */
interface ConsumerCalls {
    /** Fetches events. */
    Pulled receive(Receive request, String consumer);

    /** Acknowledges events: they are done. */
    Acked ack(Ack request, String consumer);

    /** Gives events back: they failed, and come again. */
    Retried retry(Retry request, String consumer);

    /** Gives events up: they are dead at once. */
    Failed fail(Fail request, String consumer);

    /** Keeps events for longer. */
    Extended extend(Extend request, String consumer);

    /** Gives events back untried. */
    Released release(Release request, String consumer);
}
