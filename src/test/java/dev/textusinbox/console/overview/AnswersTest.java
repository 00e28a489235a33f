package dev.textusinbox.console.overview;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.textusinbox.console.overview.Overview.Finding;
import dev.textusinbox.operate.handler.Ledger;
import dev.textusinbox.operate.source.SourceStatus;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnswersTest {
    private static final Instant TEN = Instant.parse("2026-03-01T10:00:00Z");
    private static final Ledger ADDS_UP = new Ledger(List.of(), List.of(handler(7)));

    @Test
    void whereAllIsWellThereIsNothingToPress() {
        assertEquals(
                List.of("Yes", "No", "No", "Nothing"),
                words(Answers.of(List.of(source(null, null, 36_000)), List.of(), ADDS_UP, List.of())));
    }

    @Test
    void aLedgerThatDoesNotAddUpIsNotCalledWhole() {
        Ledger ledger = new Ledger(List.of(), List.of(handler(8)));
        assertEquals(
                "Look",
                words(Answers.of(List.of(source(null, null, 36_000)), List.of(), ledger, List.of()))
                        .get(2));
    }

    @Test
    void withoutTheDatabaseNothingIsSaidOfWhatOnlyItKnows() {
        List<Finding> answers = Answers.withoutDatabase(List.of(source(null, null, 43_200)));
        assertEquals(List.of("Unknown", "Unknown", "Unknown", "The database"), words(answers));
        assertTrue(answers.stream().noneMatch(answer -> answer.mood().equals("good")));
        assertTrue(answers.stream().noneMatch(answer -> answer.sentence().contains("accounted for")));
    }

    @Test
    void withoutTheDatabaseAnOutageThatIsNotedHasItsTime() {
        List<Finding> answers = Answers.withoutDatabase(List.of(source(null, TEN, 36_000)));
        assertEquals(List.of("No", "Unknown", "Not yet", "The database"), words(answers));
        assertTrue(answers.get(2).sentence().contains("10 h"));
        assertEquals(
                "Maybe",
                words(Answers.withoutDatabase(List.of(source(null, TEN, 0)))).get(2));
    }

    @Test
    void withoutTheDatabaseAParkedSourceIsParked() {
        Finding receiving =
                Answers.withoutDatabase(List.of(source("outage", TEN, 7_200))).get(0);
        assertEquals("Parked", receiving.word());
        assertFalse(receiving.sentence().contains("504"));
    }

    private static List<String> words(List<Finding> answers) {
        return answers.stream().map(Finding::word).toList();
    }

    private static SourceStatus source(String parkedBy, Instant outageSince, long budget) {
        return new SourceStatus("textus", "accept", parkedBy, outageSince, budget, 1L, 1L, 0L, 0L, TEN, List.of());
    }

    private static Ledger.HandlerLedger handler(long stored) {
        return new Ledger.HandlerLedger("crm", stored, 1, 1, 1, 1, 1, 1, 1);
    }
}
