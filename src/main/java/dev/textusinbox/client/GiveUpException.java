package dev.textusinbox.client;

/** Trying again would not help: thrown by an {@link EventConsumer}, it makes the event dead at once. */
public class GiveUpException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param reason what an operator will read; no secret, no body, no whole phone number */
    public GiveUpException(String reason) {
        super(reason);
    }
}
