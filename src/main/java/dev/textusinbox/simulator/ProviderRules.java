package dev.textusinbox.simulator;

import java.time.Duration;

/**
 * The numbers in the provider's rules for deliveries.
 *
 * @param firstPause before the second attempt after a 504; doubled each time
 * @param longestPause where the doubling ends
 * @param giveUpAfter since the first attempt
 * @param resumeEvery how often a failed integration is tried
 * @param patience for an answer: in real time, since the receiver answers in real time
 */
public record ProviderRules(
        Duration firstPause, Duration longestPause, Duration giveUpAfter, Duration resumeEvery, Duration patience) {
    /** As documented; the pauses and the patience are not, and a guess. */
    public static final ProviderRules DOCUMENTED = new ProviderRules(
            Duration.ofSeconds(30),
            Duration.ofHours(1),
            Duration.ofHours(12),
            Duration.ofHours(1),
            Duration.ofSeconds(10));

    Duration pauseAfter(int attempts) {
        Duration pause = firstPause.multipliedBy(1L << Math.min(attempts - 1, 20));
        return pause.compareTo(longestPause) < 0 ? pause : longestPause;
    }
}
