package dev.textusinbox.history.event;

import java.time.Instant;
import java.util.List;

/**
 * What one handler made of one event.
 *
 * @param state pending, done, retrying, blocked, dead, discarded or skipped
 * @param attempts how often it was tried, the attempt that went well included; replays are not
 * @param nextAttemptAt when it is tried again, if it is retrying
 * @param history the latest attempts, newest first, replays included; only an event that failed has any
 */
public record HandlerState(
        String handler, String state, int attempts, String lastError, Instant nextAttemptAt, List<Attempt> history) {

    /**
     * One attempt.
     *
     * @param outcome done, retry or dead
     * @param replayId the replay it belongs to, or null
     * @param response what the receiver answered; null where there was no answer, or the contact is erased
     */
    public record Attempt(
            int attempt,
            Instant at,
            String outcome,
            String error,
            int durationMs,
            String replayId,
            AttemptResponse response) {}

    /**
     * What a forward's receiver answered.
     *
     * @param body its first 2,048 bytes, as text
     */
    public record AttemptResponse(int status, String contentType, String body) {}
}
