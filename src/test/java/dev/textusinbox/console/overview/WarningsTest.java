package dev.textusinbox.console.overview;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.textusinbox.alarm.AlarmEntry;
import dev.textusinbox.operate.handler.HandlerStatus;
import dev.textusinbox.operate.source.SourceStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WarningsTest {
    private static final Instant TEN = Instant.parse("2026-03-01T10:00:00Z");

    @Test
    void whereAllIsWellNothingIsSaid() {
        assertEquals(
                List.of(),
                Warnings.of(List.of(source(null, null)), List.of(handler("running", 1, 0, 0)), List.of(), 0));
    }

    @Test
    void whatMayLoseEventsStandsFirst() {
        List<Warning> warnings = Warnings.of(
                List.of(source(null, TEN)), List.of(handler("running", 1, 0, 3)), List.of(alarm("silence")), 2);
        assertEquals(
                List.of(true, true, false, false),
                warnings.stream().map(Warning::serious).toList());
        assertTrue(warnings.get(0).text().contains("can't store deliveries"));
        assertEquals(TEN, warnings.get(0).since());
        assertTrue(warnings.get(0).detail().contains("another 10 h;"));
    }

    @Test
    void aParkedSourceLeadsToItsButton() {
        Warning warning = Warnings.of(List.of(source("operator", null)), List.of(), List.of(), 0)
                .get(0);
        assertEquals("/console#sources", warning.link());
        assertEquals("Take deliveries again", warning.button());
    }

    @Test
    void aHandlerTellsItsOwnProblemOnce() {
        List<Warning> warnings = Warnings.of(
                List.of(),
                List.of(handler("paused", 1, 600, 1)),
                List.of(alarm("dead"), alarm("quarantine"), alarm("lag")),
                0);
        assertEquals(
                List.of("crm: 1 event failed permanently.", "crm is paused: 7 events wait."),
                warnings.stream().map(Warning::text).toList());
    }

    @Test
    void aHandlerThatNobodyRunsOrThatIsLateIsNamed() {
        assertTrue(textOf(handler("running", 0, 0, 0)).contains("No running instance has the handler crm."));
        assertTrue(textOf(handler("running", 1, 61, 0)).contains("crm lags by 1 min 1 s."));
        assertTrue(textOf(handler("stuck", 1, 0, 0)).contains("crm is stuck: 7 events wait."));
    }

    private static String textOf(HandlerStatus handler) {
        return Warnings.of(List.of(), List.of(handler), List.of(), 0).get(0).text();
    }

    private static SourceStatus source(String parkedBy, Instant outageSince) {
        return new SourceStatus("textus", "accept", parkedBy, outageSince, 36_000L, 1L, 1L, 0L, 0L, TEN, List.of());
    }

    private static HandlerStatus handler(String state, int instances, double lag, long dead) {
        return new HandlerStatus(
                "crm", "forward", null, state, null, null, null, instances, 7, lag, 0, 0, dead, 1, Map.of());
    }

    private static AlarmEntry alarm(String kind) {
        return new AlarmEntry(kind, "textus", TEN, null, "detail");
    }
}
