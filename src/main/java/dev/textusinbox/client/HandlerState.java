package dev.textusinbox.client;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;
import java.util.List;

/**
 * What one handler made of one event.
 *
 * @param state pending, done, retrying, blocked, dead, discarded or skipped
 * @param history the latest attempts, newest first; only an event that failed has any
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record HandlerState(
        String handler, String state, int attempts, String lastError, Instant nextAttemptAt, List<Attempt> history) {}
