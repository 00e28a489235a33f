package dev.textusinbox.history.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.textusinbox.history.event.PageCursor.SortOrder;
import dev.textusinbox.platform.phone.Phones;
import dev.textusinbox.platform.problem.ProblemException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PageRequestTest {

    @Test
    void withoutParametersItIsTheFirstFiftyNewest() {
        PageRequest request = of(Map.of());
        assertEquals(new PageRequest(request.selection(), SortOrder.DESC, Long.MAX_VALUE, 50, false), request);
        assertEquals("TRUE", request.selection().filter().where());
    }

    @Test
    void ascendingStartsBeforeTheFirstEvent() {
        assertEquals(0, of(Map.of("order", List.of("asc"))).position());
    }

    @Test
    void aCursorGoesOnInItsOrder() {
        String cursor = new PageCursor(SortOrder.ASC, 17).encoded();
        assertEquals(
                17,
                of(Map.of("order", List.of("asc"), "cursor", List.of(cursor))).position());
    }

    @ParameterizedTest
    @MethodSource
    void refusesAndNames(String parameter, Map<String, List<String>> parameters) {
        var refused = assertThrows(ProblemException.class, () -> of(parameters));
        assertEquals(400, refused.problem().status());
        assertEquals(parameter, refused.problem().parameter());
    }

    static Stream<Arguments> refusesAndNames() {
        String ascending = new PageCursor(SortOrder.ASC, 17).encoded();
        return Stream.concat(
                Stream.of(
                                "source",
                                "contact",
                                "conversation",
                                "message",
                                "from",
                                "to",
                                "order",
                                "limit",
                                "include",
                                "cursor")
                        .flatMap(name -> Stream.of(
                                Arguments.of(name, Map.of(name, List.of("1", "2"))),
                                Arguments.of(name, Map.of(name, List.of(""))),
                                Arguments.of(name, Map.of(name, List.of("a\0b"))))),
                Stream.of(
                        bad("type", ""),
                        bad("types", "message.received"),
                        bad("Type", "message.received"),
                        bad("after", "17"),
                        bad("contact", "nobody"),
                        bad("contact", " "),
                        bad("contact", "+1303555"),
                        bad("contact", " 1303555014"),
                        bad("conversation", "/"),
                        bad("message", "/messages//"),
                        bad("from", "yesterday"),
                        bad("from", "2026-03-01"),
                        bad("from", "2026-03-01T10:15:30"),
                        bad("from", "2026-02-30T10:15:30Z"),
                        bad("to", "1772360130"),
                        bad("to", "+10000-01-01T00:00:00Z"),
                        bad("to", "0000-12-31T23:59:59Z"),
                        bad("order", "up"),
                        bad("order", "ASC"),
                        bad("limit", "0"),
                        bad("limit", "1001"),
                        bad("limit", "-1"),
                        bad("limit", "+5"),
                        bad("limit", "5.0"),
                        bad("limit", "99999999999999999999"),
                        bad("limit", "many"),
                        bad("include", "body"),
                        bad("include", "true"),
                        bad("cursor", "17"),
                        bad("cursor", ascending),
                        bad("cursor", ascending + "=")));
    }

    private static Arguments bad(String parameter, String value) {
        return Arguments.of(parameter, Map.of(parameter, List.of(value)));
    }

    private static PageRequest of(Map<String, List<String>> parameters) {
        return PageRequest.of(parameters, phone -> Phones.e164(phone, "US"));
    }
}
