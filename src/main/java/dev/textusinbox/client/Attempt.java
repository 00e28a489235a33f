package dev.textusinbox.client;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;

/**
 * One attempt of a handler.
 *
 * @param outcome done, retry or dead
 * @param replayId the replay it belongs to, or null
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Attempt(int attempt, Instant at, String outcome, String error, int durationMs, String replayId) {}
