package dev.textusinbox.history.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import dev.textusinbox.platform.problem.ProblemException;
import dev.textusinbox.platform.request.QueryParameters;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class BodySearchTest {
    private final long seed = System.nanoTime();

    @Inject
    AgroalDataSource database;

    /** PostgreSQL's own containment is the model. */
    @RepeatedTest(5)
    void containsAsTheDatabaseHasIt() throws Exception {
        Random random = new Random(seed);
        try (var connection = database.getConnection();
                var ask = connection.prepareStatement("SELECT ?::jsonb @> ?::jsonb")) {
            for (int i = 0; i < 400; i++) {
                String whole = "{\"a\":" + anyJson(random, 3) + ",\"b\":" + anyJson(random, 2) + "}";
                String part = "{\"a\":" + anyJson(random, 2) + "}";
                ask.setString(1, whole);
                ask.setString(2, part);
                var answer = ask.executeQuery();
                answer.next();
                assertEquals(
                        answer.getBoolean(1),
                        payload(part).matches(json(whole)),
                        "seed " + seed + ": " + part + " in " + whole);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"x\":1e99999999999}", "{\"x\":-1E-99999999999}", "not json", "{\"x\":\""})
    void whatCantBeLookedIntoIsNotFound(String body) {
        assertFalse(payload("{\"x\":1}").matches(json(body)));
    }

    @Test
    void aFragmentThatCantBeReadIsSaidToBeOne() {
        assertThrows(ProblemException.class, () -> payload("{\"x\":1e99999999999}"));
    }

    private static String anyJson(Random random, int depth) {
        return switch (depth == 0 ? random.nextInt(5) : random.nextInt(9)) {
            case 0 -> "1";
            case 1 -> random.nextBoolean() ? "1.0" : "10e-1";
            case 2 -> "\"x\"";
            case 3 -> "null";
            case 4 -> random.nextBoolean() ? "true" : "2";
            case 5, 6 -> "[" + anyJson(random, depth - 1) + "," + anyJson(random, depth - 1) + "]";
            case 7 -> "{\"a\":" + anyJson(random, depth - 1) + "}";
            default -> "{\"b\":" + anyJson(random, depth - 1) + ",\"a\":" + anyJson(random, depth - 1) + "}";
        };
    }

    @ParameterizedTest
    @CsvSource({
        "is the 2PM slot, true",
        "slot, true",
        "slo, false",
        "slot 3pm, false",
        "free?, true",
        "🐶, true",
        "🐱, false",
        "ÜBER, true",
        "deliveryState, false",
    })
    void findsWordsOfTheMessage(String text, boolean found) {
        JsonNode body = json(
                "{\"message\":{\"body\":\"Is the 2pm slot still free? \\ud83d\\udc36 über\",\"deliveryState\":\"x\"}}");
        assertEquals(found, BodySearch.of(query("text", text)).matches(body));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":\"\\u0000\",\"message\":{\"body\":\"here\"}}",
                "{\"a\":\"\\ud83d\",\"message\":{\"body\":\"here \\udc36\"}}",
                "\uFEFF{\"message\":{\"body\":\"here\"}}",
                "{\"message\":{\"body\":\"here\"},\"message\":{\"body\":\"it is here\"}}",
                "{\"n\":1e999999999,\"message\":{\"body\":\"here\"}}"
            })
    void bodiesThatTheDatabaseCouldNotReadAreFoundToo(String body) {
        assertEquals(true, BodySearch.of(query("text", "here")).matches(json(body)));
    }

    @Test
    void aBodyInUtf16IsFoundToo() {
        byte[] body = "{\"message\":{\"body\":\"hier\"}}".getBytes(StandardCharsets.UTF_16);
        assertEquals(true, BodySearch.of(query("text", "hier")).matches(BodySearch.read(body)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"message\":\"here\"}",
                "{\"message\":{\"body\":7}}",
                "{}",
                "{\"message\":{\"body\":[\"here\"]}}"
            })
    void whereThereIsNoTextNothingIsFound(String body) {
        assertFalse(BodySearch.of(query("text", "here")).matches(json(body)));
    }

    @Test
    void whatIsErasedOrUnreadableHoldsNothing() {
        assertFalse(payload("{}").matches(BodySearch.read(null)));
        assertFalse(payload("{}").matches(json("{\"n\":" + "9".repeat(5_000) + "}")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[1]", "7", "{", "{} {}", "\"a\"", "null"})
    void whatIsNoObjectIsRefused(String payload) {
        var refusal = assertThrows(ProblemException.class, () -> payload(payload));
        assertEquals("payload", refusal.problem().parameter());
    }

    @ParameterizedTest
    @ValueSource(strings = {"?", "...", "- -"})
    void whatHasNoWordIsRefused(String text) {
        var refusal = assertThrows(ProblemException.class, () -> BodySearch.of(query("text", text)));
        assertEquals("text", refusal.problem().parameter());
    }

    @Test
    void withoutEitherNothingIsSearched() {
        assertNull(BodySearch.of(QueryParameters.of(Map.of(), BodySearch.PARAMETERS)));
    }

    private static JsonNode json(String body) {
        return BodySearch.read(body.getBytes(UTF_8));
    }

    private static BodySearch payload(String fragment) {
        return BodySearch.of(query("payload", fragment));
    }

    private static QueryParameters query(String name, String value) {
        return QueryParameters.of(Map.of(name, List.of(value)), BodySearch.PARAMETERS);
    }
}
