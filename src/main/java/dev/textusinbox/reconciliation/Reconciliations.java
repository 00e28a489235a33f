package dev.textusinbox.reconciliation;

import dev.textusinbox.alarm.Stretches;
import dev.textusinbox.alarm.Stretches.Stretch;
import dev.textusinbox.gate.Gate;
import dev.textusinbox.gate.Gates;
import dev.textusinbox.history.Period;
import dev.textusinbox.platform.ProblemException;
import dev.textusinbox.provider.Traffic;
import dev.textusinbox.reconciliation.Report.Break;
import dev.textusinbox.reconciliation.Report.CatchUp;
import dev.textusinbox.reconciliation.Report.Hour;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/** Makes the reports; each costs what its time costs, and no more than a second or two. */
@Singleton
public class Reconciliations {
    private static final String OUTAGE = "outage";
    private static final List<String> KINDS = List.of(OUTAGE, "provider-unhealthy");
    private static final Duration LONGEST = Duration.ofDays(31);

    private final Gates gates;
    private final Stretches stretches;
    private final Traffic traffic;
    private final Period period;
    private final Clock clock = Clock.systemUTC();

    Reconciliations(Gates gates, Stretches stretches, Traffic traffic, Period period) {
        this.gates = gates;
        this.stretches = stretches;
        this.traffic = traffic;
        this.period = period;
    }

    /**
     * The report of a source; a 404 where there is no such source, or none of its outages is known.
     *
     * @param from null: its last outage or pause, whichever began later
     * @param to null: now
     * @param most events that may be read for it; where there are more it says so
     */
    public Report report(String source, Instant from, Instant to, long most) {
        if (gates.parkAfter(source).isEmpty()) {
            throw ProblemException.notFound("There is no source of this name.");
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        if (from == null) {
            if (to != null) {
                throw ProblemException.badParameter("from", "It is needed where to is given.");
            }
            Stretch last = stretches
                    .last(source, KINDS)
                    .orElseThrow(() -> ProblemException.notFound(
                            "No outage or pause of this source is known. Name a time with from and to."));
            return reportOf(source, last.since(), last.until() == null ? now : last.until(), now, most);
        }
        return reportOf(source, from, to == null ? now : to, now, most);
    }

    private Report reportOf(String source, Instant from, Instant to, Instant now, long most) {
        if (!from.isBefore(to)) {
            throw ProblemException.badParameter("to", "It must be later than from.");
        }
        if (Duration.between(from, to).compareTo(LONGEST) > 0) {
            throw ProblemException.badParameter(
                    "from", "It must be at most %d days before to.".formatted(LONGEST.toDays()));
        }
        List<Break> breaks = stretches.within(source, KINDS, from, to).stream()
                .map(stretch -> describe(source, stretch, now))
                .toList();
        List<Traffic.Hour> hours = traffic.hours(source, from, to);
        Instant end = hours.get(hours.size() - 1).hour().plus(1, ChronoUnit.HOURS);
        Map<Instant, Long> made =
                period.made(source, hours.get(0).hour(), end, most).orElse(null);
        return new Report(
                source,
                from,
                to,
                breaks,
                made != null,
                hours.stream().map(hour -> Hour.of(hour, made)).toList(),
                CatchUp.of(period.late(source, from, to, most)));
    }

    private Break describe(String source, Stretch stretch, Instant now) {
        if (!stretch.kind().equals(OUTAGE)) {
            return new Break(stretch.kind(), stretch.since(), stretch.until(), null, null, null, null);
        }
        Instant end = stretch.until() == null ? now : stretch.until();
        Instant parked = gates.parkAfter(source).map(stretch.since()::plus).orElse(end);
        Instant refused = parked.isBefore(end) ? parked : end;
        return new Break(
                OUTAGE,
                stretch.since(),
                stretch.until(),
                parked.isBefore(end) ? parked : null,
                Duration.between(stretch.since(), refused).toSeconds(),
                Gate.PROVIDER_PATIENCE.toSeconds(),
                Loss.of(stretch.since(), refused).orElse(null));
    }
}
