package dev.textusinbox.console;

import dev.textusinbox.operate.HandlerStatus;
import dev.textusinbox.operate.Ledger;
import dev.textusinbox.operate.SourceStatus;
import java.util.List;

/**
 * The inbox at one look.
 *
 * @param away whether the database can't be reached: only sources are known then
 * @param answers to the four questions
 * @param traffic the charts' numbers, as JSON
 * @param byType the last hour's events by type, for who has no chart
 */
public record Overview(
        boolean away,
        List<Answer> answers,
        List<Warning> warnings,
        List<SourceStatus> sources,
        List<HandlerStatus> handlers,
        Ledger ledger,
        String traffic,
        List<TypeCount> byType) {

    /**
     * An answer, in a word and a sentence.
     *
     * @param mood one of good, warn and bad: its colour
     */
    public record Answer(String question, String word, String mood, String sentence) {}

    /** How many of a type. */
    public record TypeCount(String type, long count) {}

    public boolean isEmpty() {
        return !away && ledger.sources().stream().allMatch(source -> source.received() == 0);
    }
}
