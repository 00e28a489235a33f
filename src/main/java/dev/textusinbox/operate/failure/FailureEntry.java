package dev.textusinbox.operate.failure;

import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Failures with the same cause, in an answer.
 *
 * @param id of the handler, the state and the cause; the same on every instance
 * @param cause the error, without what differs from event to event
 * @param contacts how many contacts have one of them
 * @param firstFailedAt when the first of them failed, since the group was last empty
 * @param perHour how many failed in each of the last 24 hours (UTC), the current one last
 * @param sample the newest; null where it has just gone
 */
@Schema(name = "FailureGroup")
public record FailureEntry(
        String id,
        String handler,
        String state,
        String cause,
        long count,
        long contacts,
        Instant firstFailedAt,
        Instant lastFailedAt,
        List<Long> perHour,
        FailureSample sample) {
    /** How many hours are told. */
    static final int HOURS = 24;

    /**
     * One of the failures.
     *
     * @param contact null where there is none
     * @param response what the receiver answered; null where there was no answer
     */
    @Schema(name = "FailureSample")
    public record FailureSample(
            String redeliveryId, String eventId, String contact, String lastError, SampleResponse response) {}

    /**
     * What a forward's receiver answered.
     *
     * @param body its first 2,048 bytes, as text
     */
    @Schema(name = "FailureResponse")
    public record SampleResponse(int status, String contentType, String body) {}
}
