package dev.textusinbox.console.overview;

import dev.textusinbox.console.overview.Overview.Finding;
import dev.textusinbox.console.page.Show;
import dev.textusinbox.operate.handler.HandlerStatus;
import dev.textusinbox.operate.handler.Ledger;
import dev.textusinbox.operate.source.SourceStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Answers the four questions that somebody has who was woken up. Pure, but for the time. */
final class Answers {
    private static final String RECEIVING = "Are we receiving?";
    private static final String STUCK = "Is anything stuck?";
    private static final String LOST = "Has anything been lost?";
    private static final String NEXT = "Next step";

    private Answers() {}

    static List<Finding> of(
            List<SourceStatus> sources, List<HandlerStatus> handlers, Ledger ledger, List<Warning> warnings) {
        return List.of(receiving(sources), stuck(handlers), lost(sources, ledger), next(warnings));
    }

    /** What an instance that can't reach the database knows by itself, and no more. */
    static List<Finding> withoutDatabase(List<SourceStatus> sources) {
        boolean noted = sources.stream().anyMatch(source -> source.parkedBy() != null || source.outageSince() != null);
        return List.of(
                noted
                        ? receiving(sources)
                        : new Finding(
                                RECEIVING,
                                "Unknown",
                                "warn",
                                "The database did not answer this page; a delivery that can't be stored is answered 504."),
                new Finding(STUCK, "Unknown", "warn", "Handlers wait for the database."),
                outage(sources)
                        .orElseGet(() -> new Finding(
                                LOST,
                                "Unknown",
                                "warn",
                                "The ledger is in the database. No delivery is known to have failed here.")),
                new Finding(NEXT, "The database", "bad", "Bring it back; the inbox goes on by itself."));
    }

    private static Finding receiving(List<SourceStatus> sources) {
        if (sources.stream().anyMatch(source -> source.parkedBy() != null)) {
            return new Finding(RECEIVING, "Parked", "bad", "Deliveries are answered 503; the provider keeps them.");
        }
        if (sources.stream().anyMatch(source -> source.outageSince() != null)) {
            return new Finding(RECEIVING, "No", "bad", "Deliveries can't be stored, and are answered 504.");
        }
        Optional<Instant> last = sources.stream()
                .map(SourceStatus::lastDeliveryAt)
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder());
        return last.map(at -> new Finding(RECEIVING, "Yes", "good", "The last delivery came " + ago(at) + "."))
                .orElseGet(() -> new Finding(RECEIVING, "Not yet", "warn", "Ready, but no delivery has come so far."));
    }

    private static String ago(Instant at) {
        double seconds = Math.max(0, Duration.between(at, Instant.now()).toMillis() / 1e3);
        return seconds < 1 ? "just now" : Show.span(seconds) + " ago";
    }

    private static Finding stuck(List<HandlerStatus> handlers) {
        long dead = handlers.stream().mapToLong(HandlerStatus::dead).sum();
        long retrying = handlers.stream().mapToLong(HandlerStatus::retrying).sum();
        long blocked = handlers.stream().mapToLong(HandlerStatus::blocked).sum();
        long paused = count(handlers, "paused");
        long hung = count(handlers, "stuck");
        long waiting = count(handlers, "waiting");
        String sentence = "%s retrying, %s blocked, %s dead%s%s%s."
                .formatted(
                        Show.grouped(retrying),
                        Show.grouped(blocked),
                        Show.grouped(dead),
                        paused == 0 ? "" : ", " + Show.of(paused, "handler", "handlers") + " paused",
                        hung == 0 ? "" : ", " + Show.of(hung, "handler", "handlers") + " stuck",
                        waiting == 0 ? "" : ", " + Show.of(waiting, "handler", "handlers") + " waiting");
        if (dead > 0 || paused > 0 || hung > 0) {
            return new Finding(STUCK, "Yes", "bad", sentence);
        }
        return retrying + blocked + waiting > 0
                ? new Finding(STUCK, "For now", "warn", sentence)
                : new Finding(STUCK, "No", "good", "Every event is handled, or about to be.");
    }

    private static long count(List<HandlerStatus> handlers, String state) {
        return handlers.stream()
                .filter(handler -> handler.state().equals(state))
                .count();
    }

    private static Finding lost(List<SourceStatus> sources, Ledger ledger) {
        return outage(sources).orElseGet(() -> accounted(ledger));
    }

    /** While deliveries can't be stored: how long the provider goes on repeating them. */
    private static Optional<Finding> outage(List<SourceStatus> sources) {
        return sources.stream()
                .filter(source -> source.outageSince() != null)
                .map(SourceStatus::budgetSeconds)
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder())
                .map(budget -> budget > 0
                        ? new Finding(LOST, "Not yet", "warn", "The provider gives up in " + Show.span(budget) + ".")
                        : new Finding(LOST, "Maybe", "bad", "The outage was longer than the provider repeats."));
    }

    private static Finding accounted(Ledger ledger) {
        return ledger.handlers().stream().allMatch(Answers::addsUp)
                ? new Finding(LOST, "No", "good", "All events are accounted for.")
                : new Finding(LOST, "Look", "bad", "The ledger does not add up: see it below.");
    }

    private static boolean addsUp(Ledger.HandlerLedger h) {
        return h.pending() >= 0
                && h.stored()
                        == h.handled()
                                + h.skipped()
                                + h.retrying()
                                + h.blocked()
                                + h.dead()
                                + h.discarded()
                                + h.pending();
    }

    private static Finding next(List<Warning> warnings) {
        if (warnings.isEmpty()) {
            return new Finding(NEXT, "Nothing", "good", "All is well.");
        }
        Warning worst = warnings.get(0);
        return new Finding(
                NEXT,
                worst.button(),
                worst.serious() ? "bad" : "warn",
                "Problems are listed below, most serious first.");
    }
}
