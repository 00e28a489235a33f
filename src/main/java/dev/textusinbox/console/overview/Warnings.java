package dev.textusinbox.console.overview;

import dev.textusinbox.alarm.AlarmEntry;
import dev.textusinbox.console.page.Show;
import dev.textusinbox.operate.handler.HandlerStatus;
import dev.textusinbox.operate.source.SourceStatus;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Says in words what the problems are, most serious first. Pure. */
final class Warnings {
    /** With a lag of this much, a handler is not merely busy. */
    private static final double LATE_SECONDS = 60;

    private Warnings() {}

    static List<Warning> of(
            List<SourceStatus> sources, List<HandlerStatus> handlers, List<AlarmEntry> alarms, long quarantined) {
        List<Warning> warnings = new ArrayList<>();
        sources.forEach(source -> ofSource(warnings, source));
        alarms.forEach(alarm -> ofAlarm(warnings, alarm));
        handlers.forEach(handler -> ofHandler(warnings, handler));
        if (quarantined > 0) {
            warnings.add(new Warning(
                    false,
                    Show.of(quarantined, "delivery is", "deliveries are") + " in quarantine.",
                    null,
                    "Verified, but no event that can be read, or in conflict with one that is stored.",
                    "/console/quarantine?state=open",
                    "Look at them"));
        }
        warnings.sort(Comparator.comparing(warning -> !warning.serious()));
        return warnings;
    }

    private static void ofSource(List<Warning> warnings, SourceStatus source) {
        if ("operator".equals(source.parkedBy())) {
            warnings.add(new Warning(
                    true,
                    source.source() + " is parked by an operator: nothing is taken.",
                    null,
                    "The provider keeps its events and asks again every hour.",
                    "/console#sources",
                    "Take deliveries again"));
        } else if (source.outageSince() != null) {
            warnings.add(new Warning(
                    true,
                    source.source() + " can't store deliveries.",
                    source.outageSince(),
                    "The provider repeats them for another " + Show.span(source.budgetSeconds())
                            + (source.parkedBy() == null ? "; see to the database." : "; parked meanwhile."),
                    "/console#sources",
                    "See the source"));
        }
    }

    private static void ofAlarm(List<Warning> warnings, AlarmEntry alarm) {
        String of = alarm.source == null ? "" : " (" + alarm.source + ")";
        switch (alarm.kind) {
            case "provider-unhealthy" ->
                warnings.add(new Warning(
                        true,
                        "The provider has marked the integration failed" + of + ".",
                        alarm.since,
                        alarm.detail,
                        "/console/provider",
                        "Look at the provider"));
            case "provider-drift" ->
                warnings.add(new Warning(
                        true,
                        "TextUs settings differ from yours" + of + ".",
                        alarm.since,
                        alarm.detail,
                        "/console/provider",
                        "Compare and apply"));
            case "silence" ->
                warnings.add(new Warning(
                        true,
                        "Nothing comes any more" + of + ".",
                        alarm.since,
                        alarm.detail,
                        "/console/provider",
                        "Look at the provider"));
            // Told by the source and the handler themselves, without an alarm's delay.
            case "outage", "dead", "quarantine", "handler-stuck", "handler-away", "lag" -> {}
            case "conflict" ->
                warnings.add(new Warning(
                        false,
                        "Deliveries contradict what is stored" + of + ".",
                        alarm.since,
                        alarm.detail,
                        "/console/quarantine?state=open&reason=conflict",
                        "Compare them"));
            default ->
                warnings.add(new Warning(
                        false, alarm.kind + of, alarm.since, alarm.detail, "/console/audit", "See the audit"));
        }
    }

    private static void ofHandler(List<Warning> warnings, HandlerStatus handler) {
        String name = handler.name();
        if (handler.dead() > 0) {
            warnings.add(new Warning(
                    false,
                    name + ": " + Show.of(handler.dead(), "event", "events") + " failed permanently.",
                    null,
                    "They are kept. Retry them when the cause is fixed.",
                    "/console/failed?state=dead&handler=" + Show.encoded(name),
                    "See why, and retry"));
        }
        if (handler.state().equals("stuck")) {
            warnings.add(new Warning(
                    true,
                    name + " is stuck: " + Show.of(handler.backlog(), "event waits.", "events wait."),
                    null,
                    handler.stateReason() + ". Restart the instance; then fix what hangs.",
                    "/console/handlers",
                    "See the handler"));
        }
        if (handler.state().equals("waiting")) {
            warnings.add(new Warning(
                    false,
                    name + "'s other side is away: " + Show.of(handler.backlog(), "event waits.", "events wait."),
                    handler.stateSince(),
                    handler.stateReason() + ". It goes on by itself when that is back.",
                    "/console/handlers",
                    "See the handler"));
        }
        if (handler.state().equals("paused")) {
            warnings.add(new Warning(
                    false,
                    name + " is paused: " + Show.of(handler.backlog(), "event waits.", "events wait."),
                    null,
                    handler.pausedReason(),
                    "/console/handlers",
                    "Resume it"));
        } else if (handler.instances() == 0) {
            warnings.add(new Warning(
                    false,
                    "No running instance has the handler " + name + ".",
                    null,
                    "It was renamed, removed or disabled; or the instances that have it are down.",
                    "/console/handlers",
                    "See the handlers"));
        } else if (handler.lagSeconds() > LATE_SECONDS) {
            warnings.add(new Warning(
                    false,
                    name + " lags by " + Show.span(handler.lagSeconds()) + ".",
                    null,
                    Show.of(handler.backlog(), "event waits.", "events wait."),
                    "/console/handlers",
                    "See the handlers"));
        }
    }
}
