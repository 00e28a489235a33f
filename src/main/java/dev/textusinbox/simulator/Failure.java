package dev.textusinbox.simulator;

/**
 * How one request to the simulated API goes wrong.
 *
 * @param status of the answer, where there is one
 */
public record Failure(Manner manner, int status, String contentType, String body) {
    /** What happens to the answer. */
    public enum Manner {
        /** It is given in full. */
        ANSWER,
        /** The request is done, but its answer ends in the middle. */
        HALF_BODY,
        /** There is none, until the simulator is closed or the caller has gone. */
        SILENCE
    }

    /** An error in the provider's own JSON. */
    public static Failure error(int status, String description) {
        return new Failure(Manner.ANSWER, status, IntegrationStore.MEDIA_TYPE, IntegrationStore.error(description));
    }

    /** Any other answer. */
    public static Failure answer(int status, String contentType, String body) {
        return new Failure(Manner.ANSWER, status, contentType, body);
    }

    /** A page that a proxy in between made. */
    public static Failure page(int status) {
        return answer(
                status,
                "text/html; charset=utf-8",
                "<!DOCTYPE html><html><head><title>Bad Gateway</title></head><body><h1>Oops</h1></body></html>");
    }

    public static Failure halfBody() {
        return new Failure(Manner.HALF_BODY, 0, "", "");
    }

    public static Failure silence() {
        return new Failure(Manner.SILENCE, 0, "", "");
    }
}
