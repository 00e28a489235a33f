package dev.textusinbox.reconciliation;

import dev.textusinbox.alarm.AlarmEntry;
import dev.textusinbox.alarm.Alarms;
import dev.textusinbox.gate.Gate;
import dev.textusinbox.gate.Gates;
import dev.textusinbox.history.count.Period;
import dev.textusinbox.platform.problem.ProblemException;
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
    private static final Duration MAX = Duration.ofDays(31);

    private final Gates gates;
    private final Alarms alarms;
    private final Traffic traffic;
    private final Period period;
    private final Clock clock = Clock.systemUTC();

    Reconciliations(Gates gates, Alarms alarms, Traffic traffic, Period period) {
        this.gates = gates;
        this.alarms = alarms;
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
            AlarmEntry last = alarms.last(source, KINDS)
                    .orElseThrow(() -> ProblemException.notFound(
                            "No outage or pause of this source is known. Name a time with from and to."));
            return reportOf(source, last.since, last.until == null ? now : last.until, now, most);
        }
        return reportOf(source, from, to == null ? now : to, now, most);
    }

    private Report reportOf(String source, Instant from, Instant to, Instant now, long most) {
        if (!from.isBefore(to)) {
            throw ProblemException.badParameter("to", "It must be later than from.");
        }
        if (Duration.between(from, to).compareTo(MAX) > 0) {
            throw ProblemException.badParameter(
                    "from", "It must be at most %d days before to.".formatted(MAX.toDays()));
        }
        List<Break> breaks = alarms.within(source, KINDS, from, to).stream()
                .map(alarm -> describe(source, alarm, now))
                .toList();
        List<Traffic.TrafficHour> hours = traffic.hours(source, from, to);
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

    private Break describe(String source, AlarmEntry alarm, Instant now) {
        if (!alarm.kind.equals(OUTAGE)) {
            return new Break(alarm.kind, alarm.since, alarm.until, null, null, null, null);
        }
        Instant end = alarm.until == null ? now : alarm.until;
        Instant parked = gates.parkAfter(source).map(alarm.since::plus).orElse(end);
        Instant refused = parked.isBefore(end) ? parked : end;
        return new Break(
                OUTAGE,
                alarm.since,
                alarm.until,
                parked.isBefore(end) ? parked : null,
                Duration.between(alarm.since, refused).toSeconds(),
                Gate.PROVIDER_PATIENCE.toSeconds(),
                Loss.of(alarm.since, refused).orElse(null));
    }
}
