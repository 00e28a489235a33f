package dev.textusinbox.testkit;

/**
 * A webhook that the inbox has taken.
 *
 * @param status 202: it is new; 200: it was there
 * @param outcome {@code stored}, {@code duplicate} or {@code quarantined}
 * @param eventId the event's id, as a handler is given it; 0 where it was quarantined
 * @param body what was posted: post it again to see a repeat
 */
public record Delivered(int status, String outcome, long eventId, byte[] body) {}
