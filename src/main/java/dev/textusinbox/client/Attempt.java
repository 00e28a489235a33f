package dev.textusinbox.client;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;

/**
 * One attempt of a handler.
 *
 * @param outcome done, retry or dead
 * @param replayId the replay it belongs to, or null
 * @param response what the receiver answered; null where there was no answer, or the contact is erased
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Attempt(
        int attempt,
        Instant at,
        String outcome,
        String error,
        int durationMs,
        String replayId,
        ReceiverResponse response) {}
