package dev.textusinbox.history.contact;

import static dev.textusinbox.history.ReaderRequests.reader;
import static dev.textusinbox.history.event.StoredEvents.event;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.textusinbox.history.event.StoredEvents;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class ContactsResourceTest {
    private final String source = StoredEvents.newSource();
    private final String phone = StoredEvents.newPhone();

    @Inject
    StoredEvents log;

    @Test
    void oneNeverSeenIsUnknown() {
        assertEquals(
                """
                {"contact":"%s","consent":{"state":"unknown","since":null,"eventId":null},\
                "lastInboundAt":null,"lastOutboundAt":null,"events":0}""".formatted(phone),
                reader().get("/api/contacts/" + phone)
                        .then()
                        .statusCode(200)
                        .extract()
                        .asString());
    }

    @Test
    void tellsWhenItWasLastHeardFromAndWrittenTo() {
        store("message.received", "2026-03-01T10:00:03Z");
        store("message.received", "2026-03-01T10:00:02Z");
        store("message.delivered", "2026-03-01T10:00:04Z");
        store("message.failed", "2026-03-01T10:00:06Z");
        store("message.unknown", "2026-03-01T10:00:05Z");
        store("phone_call.completed", "2026-03-01T11:00:00Z");
        reader().get("/api/contacts/" + phone)
                .then()
                .body("lastInboundAt", equalTo("2026-03-01T10:00:03Z"))
                .body("lastOutboundAt", equalTo("2026-03-01T10:00:06Z"))
                .body("events", equalTo(6));
    }

    @ParameterizedTest
    @ValueSource(strings = {"opted_in", "opted_out"})
    void tellsTheConsent(String state) {
        log.run("INSERT INTO consent VALUES (?, ?, '2026-03-01T05:00:00-05:00', 17)", phone, state);
        reader().get("/api/contacts/" + phone)
                .then()
                .body("consent.state", equalTo(state))
                .body("consent.since", equalTo("2026-03-01T10:00:00Z"))
                .body("consent.eventId", equalTo("17"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+13035550142",
                "%2B13035550142",
                "13035550142",
                "(303)%20555-0142",
                "%2013035550142",
                "303.555.0142"
            })
    void readsAnyUsualNotation(String given) {
        reader().get("/api/contacts/" + given).then().statusCode(200).body("contact", equalTo("+13035550142"));
    }

    @ParameterizedTest
    @CsvSource({"12", "%20", "+1303", "%00"})
    void refusesWhatIsNoPhone(String given) {
        reader().get("/api/contacts/" + given)
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("parameter", equalTo("phone"));
    }

    @Test
    void isForReadersOnly() {
        RestAssured.get("/api/contacts/" + phone).then().statusCode(401);
    }

    private void store(String type, String at) {
        log.store(event(source, type).contact(phone).at(at));
    }
}
