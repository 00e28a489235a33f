package dev.textusinbox.consumer;

import dev.textusinbox.platform.database.DatabaseText;
import dev.textusinbox.platform.problem.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What a client says of events that it was given, by their receipts. */
final class ReceiptsRequest {
    private static final int MAX = 1000;
    private static final Duration LONGEST_WAIT = Duration.ofDays(7);

    private ReceiptsRequest() {}

    /** They are done. */
    @Schema(name = "Acknowledgement")
    public record AckRequest(@Schema(required = true) List<String> receipts) {}

    /**
     * They failed, and are to come again.
     *
     * @param error why, for an operator
     * @param notBefore the earliest time for it; null: the backoff decides
     */
    @Schema(name = "RetryRequest")
    public record RetryRequest(
            @Schema(required = true) List<String> receipts,
            String error,
            @Schema(format = "date-time") String notBefore) {
        Instant time() {
            if (notBefore == null) {
                return null;
            }
            try {
                Instant time = OffsetDateTime.parse(notBefore).toInstant();
                if (time.isBefore(Instant.now().plus(LONGEST_WAIT))) {
                    return time;
                }
            } catch (DateTimeParseException e) {
                // As a time that is too late, below.
            }
            throw ProblemException.badParameter(
                    "notBefore", "It must be a time as in 2026-03-02T09:00:00Z, within the next 7 days.");
        }
    }

    /**
     * They failed for good.
     *
     * @param error why, for an operator
     */
    @Schema(name = "FailRequest")
    public record FailRequest(@Schema(required = true) List<String> receipts, String error) {}

    /** The client needs more time for them. */
    @Schema(name = "ExtendRequest")
    public record ExtendRequest(
            @Schema(required = true) List<String> receipts,

            @Schema(required = true, minimum = "5", maximum = "3600")
            Integer leaseSeconds) {}

    /** They were not tried, and are for whoever asks next. */
    @Schema(name = "ReleaseRequest")
    public record ReleaseRequest(@Schema(required = true) List<String> receipts) {}

    /** The body of a request; a 400 where there is none. */
    static <T> T there(T body) {
        if (body == null) {
            throw ProblemException.badRequest("The request has no body.");
        }
        return body;
    }

    /** The receipts of a request; a 400 that names what is wrong. */
    static List<String> receipts(List<String> receipts) {
        if (receipts == null || receipts.isEmpty() || receipts.size() > MAX || receipts.contains(null)) {
            throw ProblemException.badParameter("receipts", "It must list 1 to " + MAX + " receipts.");
        }
        return receipts;
    }

    /** The error of a request; one of our own where there is none. */
    static String error(String error) {
        return error == null || error.isBlank() ? "the client gave no reason" : DatabaseText.of(error);
    }
}
