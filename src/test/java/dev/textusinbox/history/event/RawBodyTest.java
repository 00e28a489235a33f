package dev.textusinbox.history.event;

import static dev.textusinbox.history.ReaderRequests.reader;
import static dev.textusinbox.history.event.StoredEvents.event;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class RawBodyTest {
    private final String source = StoredEvents.newSource();

    @Inject
    StoredEvents log;

    static Stream<byte[]> bodies() {
        return Stream.of(
                        "{\"a\":\"\\u0000\"}",
                        "{\"a\":\"\\ud83d\"}",
                        "{\"a\":\"🐶\"}",
                        "\uFEFF{ }  \r\n\t ",
                        "{\"a\":\"" + "é".repeat(100_000) + "\"}")
                .map(text -> text.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void theBytesAreThoseReceived(byte[] body) {
        long id = log.store(event(source, "a").body(body).contentType("application/json"));
        assertArrayEquals(body, raw(id).asByteArray());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "application/json;charset=utf-8",
                "Application/JSON; Charset=\"UTF-8\"",
                "application/vnd.textus-v2+json",
                "text/plain",
                "json",
                "no type at all; really"
            })
    void theContentTypeIsThatReceived(String contentType) {
        long id = log.store(event(source, "a").contentType(contentType));
        assertEquals(contentType, raw(id).header("Content-Type"));
    }

    @Test
    void withoutContentTypeItIsBytes() {
        assertEquals(
                "application/octet-stream", raw(log.store(event(source, "a"))).header("Content-Type"));
    }

    @Test
    void theSignatureIsGivenInLowercaseHex() {
        long id = log.store(event(source, "a").signature("00AB".repeat(16)));
        assertEquals("00ab".repeat(16), raw(id).header("X-TextUs-Signature"));
    }

    @Test
    void unsignedHasNone() {
        raw(log.store(event(source, "a"))).then().header("X-TextUs-Signature", nullValue());
    }

    @Test
    void anErasedBodyIsGone() {
        long id = log.store(event(source, "a"));
        log.run("UPDATE event SET body = NULL WHERE id = ?", id);
        reader().get("/api/events/" + id + "/raw")
                .then()
                .statusCode(410)
                .contentType("application/problem+json")
                .body("status", equalTo(410));
    }

    private Response raw(long id) {
        // Whatever a caller accepts, there is one form of it.
        var response = reader().accept("text/html").get("/api/events/" + id + "/raw");
        response.then().statusCode(200);
        return response;
    }
}
