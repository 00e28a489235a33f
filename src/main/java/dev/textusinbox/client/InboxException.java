package dev.textusinbox.client;

import java.io.IOException;

/** The inbox has answered with something else than success, or not at all. */
public class InboxException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final Integer retryAfterSeconds;

    /**
     * What it answered.
     *
     * @param detail the problem's, or what else was said
     * @param retryAfterSeconds when to ask again; null where it does not say
     */
    public InboxException(int status, String detail, Integer retryAfterSeconds) {
        super("HTTP " + status + ": " + detail);
        this.status = status;
        this.retryAfterSeconds = retryAfterSeconds;
    }

    /** There was no answer. */
    public InboxException(IOException cause) {
        super("no answer: " + cause, cause);
        this.status = 0;
        this.retryAfterSeconds = null;
    }

    /** The HTTP status; 0: there was no answer. */
    public int status() {
        return status;
    }

    /** In how many seconds to ask again, or null. */
    public Integer retryAfterSeconds() {
        return retryAfterSeconds;
    }

    /** Whether the same may go well later: all but the answers that say what is wrong with the request. */
    public boolean isPassing() {
        return status == 0 || status == 408 || status == 429 || status >= 500;
    }
}
