package dev.textusinbox.history;

import java.time.Instant;
import java.util.List;

/**
 * What one handler made of one event.
 *
 * @param state pending, done, retrying, blocked, dead, discarded or skipped
 * @param attempts how often it was tried, not counting replays; 0 where it went well at once
 * @param nextAttemptAt when it is tried again, if it is retrying
 * @param history the latest attempts, newest first, replays included; only trouble leaves any
 */
public record HandlerState(
        String handler, String state, int attempts, String lastError, Instant nextAttemptAt, List<Attempt> history) {

    /**
     * One attempt.
     *
     * @param outcome done, retry or dead
     * @param replayId the replay it belongs to, or null
     */
    public record Attempt(int attempt, Instant at, String outcome, String error, int durationMs, String replayId) {}
}
