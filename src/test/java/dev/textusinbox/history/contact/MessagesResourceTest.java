package dev.textusinbox.history.contact;

import static dev.textusinbox.history.ReaderRequests.reader;
import static dev.textusinbox.history.event.StoredEvents.event;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.textusinbox.history.event.StoredEvents;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class MessagesResourceTest {
    private final String source = StoredEvents.newSource();
    private final String message = "m" + UUID.randomUUID();

    @Inject
    StoredEvents log;

    @Test
    void theHistoryGoesByTheProvidersTime() {
        String phone = StoredEvents.newPhone();
        long failed = log.store(
                event(source, "message.failed").message(message).contact(phone).at("2026-03-01T10:00:09Z"));
        long unknown =
                log.store(event(source, "message.unknown").message(message).at("2026-03-01T10:00:01.5Z"));
        assertEquals(
                """
                {"messageId":"%s","status":"failed","contact":"%s","history":[\
                {"type":"message.unknown","occurredAt":"2026-03-01T10:00:01.500Z","eventId":"%d"},\
                {"type":"message.failed","occurredAt":"2026-03-01T10:00:09Z","eventId":"%d"}]}""".formatted(message, phone, unknown, failed),
                reader().get("/api/messages/" + message)
                        .then()
                        .statusCode(200)
                        .extract()
                        .asString());
    }

    @Test
    void atTheSameTimeTheLaterEventIsLatest() {
        log.store(event(source, "message.unknown").message(message));
        log.store(event(source, "message.delivered").message(message));
        reader().get("/api/messages/" + message)
                .then()
                .body("status", equalTo("delivered"))
                .body("history.type", contains("message.unknown", "message.delivered"));
    }

    @Test
    void anEventThatIsNotAboutTheMessageItselfTellsNoStatus() {
        log.store(event(source, "reaction.added").message(message));
        reader().get("/api/messages/" + message).then().statusCode(200).body("status", nullValue());
    }

    @Test
    void theProjectionOutlivesItsEvents() {
        log.run("INSERT INTO message_status VALUES (?, 'delivered', '+13035550142', now(), 17)", message);
        reader().get("/api/messages/" + message)
                .then()
                .statusCode(200)
                .body("status", equalTo("delivered"))
                .body("contact", equalTo("+13035550142"))
                .body("history", equalTo(List.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "//messages/", "/%2Fmessages%2F", "/messages/", "/%2fmessages/"})
    void theIdMayComeWithItsPath(String path) {
        log.store(event(source, "message.received").message(message));
        reader().get("/api/messages" + path + message).then().statusCode(200).body("messageId", equalTo(message));
    }

    @ParameterizedTest
    @ValueSource(strings = {"nothing", "/", "%2Fmessages%2F", "%20"})
    void oneNeverSeenIsNotFound(String id) {
        reader().get("/api/messages/" + id).then().statusCode(404).contentType("application/problem+json");
    }

    @Test
    void aNulInTheIdIsRefused() {
        reader().get("/api/messages/%00").then().statusCode(400).body("parameter", equalTo("id"));
    }

    @Test
    void isForReadersOnly() {
        RestAssured.get("/api/messages/6Nvq9L").then().statusCode(401);
    }
}
