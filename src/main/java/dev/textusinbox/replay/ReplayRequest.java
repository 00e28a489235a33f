package dev.textusinbox.replay;

import dev.textusinbox.platform.problem.ProblemException;
import java.util.List;

/**
 * What an operator asks to have replayed; anything may be missing, or be more than is allowed.
 *
 * @param all the word that it is no mistake when the filter is empty
 * @param dryRun only to be told what would match
 * @param untilId the last event that it may take, as a dry run gives it; null: the newest there is
 * @param ratePerSecond events each second; in any one second a tenth more at most, or one more where that is more
 */
public record ReplayRequest(
        String reason,
        List<String> handlers,
        ReplayFilter filter,
        Boolean all,
        Boolean dryRun,
        String untilId,
        Integer ratePerSecond) {

    private static final int DEFAULT_RATE = 100;
    /** What one feeder, looking twenty times a second with at most a thousand rows outstanding, can reach. */
    private static final int HIGHEST_RATE = 10_000;

    ReplayFilter filterOrEmpty() {
        return filter == null ? ReplayFilter.EMPTY : filter;
    }

    boolean isDryRun() {
        return dryRun != null && dryRun;
    }

    /** The last event that it may take, of a log that ends there. */
    long until(long head) {
        if (untilId == null) {
            return head;
        }
        try {
            long until = Long.parseLong(untilId);
            if (until >= 0) {
                return Math.min(until, head);
            }
        } catch (NumberFormatException e) {
            // As a number that is no id, below.
        }
        throw ProblemException.badParameter("untilId", "It must be the id of an event.");
    }

    int rate() {
        int rate = ratePerSecond == null ? DEFAULT_RATE : ratePerSecond;
        if (rate < 1 || rate > HIGHEST_RATE) {
            throw ProblemException.badParameter(
                    "ratePerSecond", "It must be a number from 1 to %d.".formatted(HIGHEST_RATE));
        }
        return rate;
    }

    /** The handlers' names, each once; a 400 if there is none. */
    List<String> handlerNames() {
        if (handlers == null || handlers.isEmpty()) {
            throw ProblemException.badParameter("handlers", "It must name at least one handler.");
        }
        return handlers.stream().map(String::valueOf).distinct().sorted().toList();
    }

    void requireAllForAnEmptyFilter(Matching matching) {
        if (matching.isEmpty() && !(all != null && all)) {
            throw ProblemException.badParameter(
                    "filter", "An empty filter means every event: say \"all\": true if that is meant.");
        }
    }
}
