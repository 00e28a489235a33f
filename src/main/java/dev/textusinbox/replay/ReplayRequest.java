package dev.textusinbox.replay;

import dev.textusinbox.platform.ProblemException;
import java.util.List;

/**
 * What an operator asks to have replayed; anything may be missing, or be more than is allowed.
 *
 * @param all the word that it is no mistake when the filter is empty
 * @param dryRun only to be told what would match
 * @param ratePerSecond events each second
 */
public record ReplayRequest(
        String reason, List<String> handlers, ReplayFilter filter, Boolean all, Boolean dryRun, Integer ratePerSecond) {

    private static final int USUAL_RATE = 100;
    /** What one feeder, looking ten times a second with at most a thousand rows outstanding, can reach. */
    private static final int HIGHEST_RATE = 10_000;

    ReplayFilter filterOrEmpty() {
        return filter == null ? ReplayFilter.EMPTY : filter;
    }

    boolean isDryRun() {
        return dryRun != null && dryRun;
    }

    int rate() {
        int rate = ratePerSecond == null ? USUAL_RATE : ratePerSecond;
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
