package dev.textusinbox.history.event;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.textusinbox.platform.phone.Phones;
import dev.textusinbox.platform.request.QueryParameters;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventFilterTest {

    @Test
    void anEmptyFilterMeansEveryEvent() {
        EventFilter all = of(Map.of());
        assertTrue(all.isEmpty());
        assertEquals("TRUE", all.where());
        assertEquals(List.of(), all.parameters());
    }

    @Test
    void everyConditionIsInTheClauseAndItsValueInThePlaceOfItsMark() {
        Instant from = Instant.parse("2026-03-01T00:00:00Z");
        var filter = new EventFilter(
                "textus",
                List.of("message.received", "message.failed"),
                "+13035550142",
                "cQ7tzm",
                "6Nvq9L",
                from,
                from.plusSeconds(1),
                List.of(3L, 4L));
        assertFalse(filter.isEmpty());
        assertEquals(
                "e.source = ? AND e.type = ANY (?) AND e.contact = ? AND e.conversation = ? AND e.message = ?"
                        + " AND e.occurred_at >= ? AND e.occurred_at < ? AND e.id = ANY (?)",
                filter.where());
        List<Object> values = filter.parameters();
        assertEquals("textus", values.get(0));
        assertArrayEquals(new String[] {"message.received", "message.failed"}, (String[]) values.get(1));
        assertEquals(List.of("+13035550142", "cQ7tzm", "6Nvq9L"), values.subList(2, 5));
        assertEquals(OffsetDateTime.parse("2026-03-01T00:00:00Z"), values.get(5));
        assertEquals(OffsetDateTime.parse("2026-03-01T00:00:01Z"), values.get(6));
        assertArrayEquals(new Long[] {3L, 4L}, (Long[]) values.get(7));
    }

    @Test
    void theTwoSpellingsOfATypeAreOne() {
        EventFilter filter =
                of(Map.of("type", List.of("contact.opted-out", "contact.opted_out", "contact.opted-in", "x-y")));
        assertEquals(List.of("contact.opted_out", "contact.opted_in", "x-y"), filter.types());
    }

    @Test
    void aSingleConditionStandsAlone() {
        assertEquals("e.message = ?", of(Map.of("message", List.of("6Nvq9L"))).where());
    }

    @ParameterizedTest
    @CsvSource({
        "'+13035550142', +13035550142",
        "' 13035550142', +13035550142", // an unescaped + in a query string
        "'13035550142', +13035550142",
        "'(303) 555-0142', +13035550142",
        "'303.555.0142', +13035550142",
        "'+44 20 7946 0958', +442079460958",
        "' 442079460958', +442079460958",
        "'+442079460958 ', +442079460958",
    })
    void aContactIsReadInAnyUsualNotation(String given, String e164) {
        assertEquals(e164, of(Map.of("contact", List.of(given))).contact());
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-01T10:15:30Z, 2026-03-01T10:15:30Z",
        "2026-03-01t10:15:30.156z, 2026-03-01T10:15:30.156Z",
        "2026-03-01T10:15:30+02:00, 2026-03-01T08:15:30Z",
        "2026-03-01T10:15:30 02:00, 2026-03-01T08:15:30Z", // an unescaped + here too
        "2026-03-01T05:15:30.568354-05:00, 2026-03-01T10:15:30.568354Z",
        "2026-03-01T10:15:30.0000001Z, 2026-03-01T10:15:30.000001Z",
        "0001-01-01T00:00:00Z, 0001-01-01T00:00:00Z",
    })
    void aTimeIsReadWithAnyOffset(String given, String instant) {
        EventFilter filter = of(Map.of("from", List.of(given), "to", List.of(given)));
        assertEquals(Instant.parse(instant), filter.from());
        assertEquals(Instant.parse(instant), filter.to());
    }

    @ParameterizedTest
    @CsvSource({"6Nvq9L", "/messages/6Nvq9L", "/messages/6Nvq9L/", "messages/6Nvq9L"})
    void anIdIsReadWithOrWithoutItsPath(String given) {
        EventFilter filter = of(Map.of("message", List.of(given), "conversation", List.of(given)));
        assertEquals("6Nvq9L", filter.message());
        assertEquals("6Nvq9L", filter.conversation());
    }

    private static EventFilter of(Map<String, List<String>> parameters) {
        return EventFilter.of(
                QueryParameters.of(parameters, EventFilter.PARAMETERS), phone -> Phones.e164(phone, "US"));
    }
}
