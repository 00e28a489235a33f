package dev.textusinbox.reconciliation;

import dev.textusinbox.history.count.Period;
import dev.textusinbox.provider.Traffic;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What the inbox has of a time in which deliveries were refused or paused.
 *
 * @param breaks the outages and pauses in it, the oldest first
 * @param hours each hour that it touches, as a whole
 * @param counted false: there are too many events for {@code made} to be counted; a shorter time may do
 */
@Schema(name = "Reconciliation")
public record Report(
        String source,
        Instant from,
        Instant to,
        List<Break> breaks,
        boolean counted,
        List<Hour> hours,
        CatchUp catchUp) {
    /**
     * An outage, where deliveries were answered 504, or a pause, where the provider had marked the integration failed.
     *
     * @param kind {@code outage} or {@code provider-unhealthy}
     * @param until null: it has not ended
     * @param parkedSince from when on 503 left the rest at the provider; null: it was not, or it is no outage
     * @param budgetUsedSeconds how long deliveries were answered 504; null for a pause
     * @param budgetSeconds for how long the provider tries one again
     * @param mayHaveLost the time to ask the provider for; null: nothing was lost
     */
    @Schema(name = "ReconciliationBreak")
    public record Break(
            String kind,
            Instant since,
            Instant until,
            Instant parkedSince,
            Long budgetUsedSeconds,
            Long budgetSeconds,
            Loss mayHaveLost) {}

    /**
     * An hour.
     *
     * @param came how many events came in it
     * @param made how many events that the provider made in it are stored by now; null: not counted
     * @param usual what the quietest of the weeks before had; null: nothing is known of them
     * @param weeksBefore what came in the same hour of the last four weeks, the latest first; null: not known
     */
    @Schema(name = "ReconciliationHour")
    public record Hour(Instant hour, long came, Long made, Long usual, List<Long> weeksBefore) {
        static Hour of(Traffic.TrafficHour hour, Map<Instant, Long> made) {
            Long usual = hour.weeksBefore().stream()
                    .filter(Objects::nonNull)
                    .min(Long::compare)
                    .orElse(null);
            return new Hour(
                    hour.hour(),
                    hour.came(),
                    made == null ? null : made.getOrDefault(hour.hour(), 0L),
                    usual,
                    hour.weeksBefore());
        }
    }

    /**
     * What the provider brought of that time afterwards.
     *
     * @param late events that came half a minute or more after they were made
     * @param oldest when the oldest of them was made
     * @param firstAt when the first of them came
     * @param perSecond how fast, from the first to the last
     * @param repeats deliveries since the beginning that were recognised as repeats
     * @param complete false: so much has come since that only the first of it was looked at
     */
    @Schema(name = "ReconciliationCatchUp")
    public record CatchUp(
            long late,
            Instant oldest,
            Instant firstAt,
            Instant lastAt,
            Double perSecond,
            long repeats,
            boolean complete) {
        static CatchUp of(Period.Late late) {
            return new CatchUp(
                    late.events(),
                    late.oldest(),
                    late.firstAt(),
                    late.lastAt(),
                    late.events() == 0 ? null : perSecond(late),
                    late.repeats(),
                    late.complete());
        }

        private static double perSecond(Period.Late late) {
            double seconds = Duration.between(late.firstAt(), late.lastAt()).toMillis() / 1e3;
            return Math.round(late.events() / Math.max(1, seconds) * 10) / 10.0;
        }
    }
}
