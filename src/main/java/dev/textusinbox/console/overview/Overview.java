package dev.textusinbox.console.overview;

import dev.textusinbox.operate.handler.HandlerStatus;
import dev.textusinbox.operate.handler.Ledger;
import dev.textusinbox.operate.source.SourceStatus;
import dev.textusinbox.provider.ProviderNotes;
import java.util.List;
import java.util.Map;

/**
 * The inbox at one look.
 *
 * @param away whether the database can't be reached: only sources are known then
 * @param answers to the four questions
 * @param provider what the watcher knows, by source; one that is not watched is not in it
 * @param traffic the charts' numbers, as JSON
 * @param byType the last hour's events by type, for who has no chart
 */
public record Overview(
        boolean away,
        List<Finding> answers,
        List<Warning> warnings,
        List<SourceStatus> sources,
        Map<String, ProviderNotes.Note> provider,
        List<HandlerStatus> handlers,
        Ledger ledger,
        String traffic,
        List<TypeCount> byType) {

    /**
     * An answer, in a word and a sentence.
     *
     * @param mood one of good, warn and bad: its colour
     */
    public record Finding(String question, String word, String mood, String sentence) {}

    /** How many of a type. */
    public record TypeCount(String type, long count) {}

    public boolean isEmpty() {
        return !away && ledger.sources().stream().allMatch(source -> source.received() == 0);
    }
}
