package dev.textusinbox.outbound;

import java.util.Optional;

/** What came of a post. */
public sealed interface PostResult {
    /**
     * There was an answer: its head, and what came of its body.
     *
     * @param contentType as it came
     * @param retryAfter as it came
     * @param body at most its first {@link HttpPoster#MAX_BODY} bytes
     */
    record Answered(int status, Optional<String> contentType, Optional<String> retryAfter, byte[] body)
            implements PostResult {
        /** Whether the receiver has taken it. */
        public boolean isSuccess() {
            return status >= 200 && status < 300;
        }
    }

    /**
     * There was none.
     *
     * @param text for an operator, with the receiver's host and nothing secret
     */
    record PostFailed(Cause cause, String text) implements PostResult {}

    /** Why there was no answer. */
    enum Cause {
        /** The host's name has no address. */
        NAME_NOT_FOUND,
        /** Nobody listens there. */
        REFUSED,
        /** The network does not get there. */
        NO_ROUTE,
        /** There was no connection in time. */
        CONNECT_TIMEOUT,
        /** There was a connection, but no TLS on it. */
        TLS,
        /** There was no head of an answer in time. */
        ANSWER_TIMEOUT,
        /** The connection was reset before there was one. */
        RESET,
        /** The connection was closed before there was one, or in the middle of it. */
        CLOSED,
        /** What came is no head of an answer in HTTP/1.1, or is larger than any should be. */
        NOT_HTTP,
        /** Anything else. */
        OTHER
    }
}
