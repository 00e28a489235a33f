package dev.textusinbox.console;

import dev.textusinbox.console.Overview.Answer;
import dev.textusinbox.operate.HandlerStatus;
import dev.textusinbox.operate.Ledger;
import dev.textusinbox.operate.SourceStatus;
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
    private static final String PRESS = "What do I press?";

    private Answers() {}

    static List<Answer> of(
            List<SourceStatus> sources, List<HandlerStatus> handlers, Ledger books, List<Warning> warnings) {
        return List.of(receiving(sources), stuck(handlers), lost(sources, books), press(warnings));
    }

    /** What an instance that can't reach the database knows by itself, and no more. */
    static List<Answer> withoutDatabase(List<SourceStatus> sources) {
        boolean noted = sources.stream().anyMatch(source -> source.parkedBy() != null || source.outageSince() != null);
        return List.of(
                noted
                        ? receiving(sources)
                        : new Answer(
                                RECEIVING,
                                "Unknown",
                                "warn",
                                "The database did not answer this page; a delivery that can't be stored is answered 504."),
                new Answer(STUCK, "Unknown", "warn", "Handlers wait for the database."),
                outage(sources)
                        .orElseGet(() -> new Answer(
                                LOST,
                                "Unknown",
                                "warn",
                                "The books are in the database. No delivery is known to have failed here.")),
                new Answer(PRESS, "The database", "bad", "Bring it back; the inbox goes on by itself."));
    }

    private static Answer receiving(List<SourceStatus> sources) {
        if (sources.stream().anyMatch(source -> source.parkedBy() != null)) {
            return new Answer(RECEIVING, "Parked", "bad", "Deliveries are answered 503; the provider keeps them.");
        }
        if (sources.stream().anyMatch(source -> source.outageSince() != null)) {
            return new Answer(RECEIVING, "No", "bad", "Deliveries can't be stored, and are answered 504.");
        }
        Optional<Instant> last = sources.stream()
                .map(SourceStatus::lastDeliveryAt)
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder());
        return last.map(at -> new Answer(RECEIVING, "Yes", "good", "The last delivery came " + ago(at) + "."))
                .orElseGet(() -> new Answer(RECEIVING, "Not yet", "warn", "Ready, but no delivery has come so far."));
    }

    private static String ago(Instant at) {
        double seconds = Math.max(0, Duration.between(at, Instant.now()).toMillis() / 1e3);
        return seconds < 1 ? "just now" : Show.span(seconds) + " ago";
    }

    private static Answer stuck(List<HandlerStatus> handlers) {
        long dead = handlers.stream().mapToLong(HandlerStatus::dead).sum();
        long retrying = handlers.stream().mapToLong(HandlerStatus::retrying).sum();
        long blocked = handlers.stream().mapToLong(HandlerStatus::blocked).sum();
        long paused = handlers.stream()
                .filter(handler -> handler.state().equals("paused"))
                .count();
        String sentence = "%s retrying, %s blocked, %s given up%s."
                .formatted(
                        Show.grouped(retrying),
                        Show.grouped(blocked),
                        Show.grouped(dead),
                        paused == 0 ? "" : ", " + Show.of(paused, "handler", "handlers") + " paused");
        if (dead > 0 || paused > 0) {
            return new Answer(STUCK, "Yes", "bad", sentence);
        }
        return retrying + blocked > 0
                ? new Answer(STUCK, "For now", "warn", sentence)
                : new Answer(STUCK, "No", "good", "Every event went through, or is on its way.");
    }

    private static Answer lost(List<SourceStatus> sources, Ledger books) {
        return outage(sources).orElseGet(() -> books(books));
    }

    /** While deliveries can't be stored: how long the provider goes on repeating them. */
    private static Optional<Answer> outage(List<SourceStatus> sources) {
        return sources.stream()
                .filter(source -> source.outageSince() != null)
                .map(SourceStatus::budgetSeconds)
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder())
                .map(budget -> budget > 0
                        ? new Answer(LOST, "Not yet", "warn", "The provider gives up in " + Show.span(budget) + ".")
                        : new Answer(LOST, "Maybe", "bad", "The outage was longer than the provider repeats."));
    }

    private static Answer books(Ledger books) {
        return books.handlers().stream().allMatch(Answers::addsUp)
                ? new Answer(
                        LOST,
                        "No",
                        "good",
                        "The books add up: what came is stored, and what is stored is accounted for.")
                : new Answer(LOST, "Look", "bad", "The books don't add up; see the ledger below.");
    }

    private static boolean addsUp(Ledger.Handler h) {
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

    private static Answer press(List<Warning> warnings) {
        if (warnings.isEmpty()) {
            return new Answer(PRESS, "Nothing", "good", "All is well.");
        }
        Warning worst = warnings.get(0);
        return new Answer(
                PRESS,
                worst.button(),
                worst.serious() ? "bad" : "warn",
                "What is wrong stands below, the worst first.");
    }
}
