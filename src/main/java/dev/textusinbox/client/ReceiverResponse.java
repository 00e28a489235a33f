package dev.textusinbox.client;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * What a forward's receiver answered.
 *
 * @param body its first 2,048 bytes, as text; null where there was none
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ReceiverResponse(int status, String contentType, String body) {}
