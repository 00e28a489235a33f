package dev.textusinbox.history.contact;

import static dev.textusinbox.history.ReaderRequests.reader;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.textusinbox.history.event.StoredEvents;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class ConsentLookupTest {
    private final String in = StoredEvents.newPhone();
    private final String out = StoredEvents.newPhone();
    private final String unseen = StoredEvents.newPhone();

    @Inject
    StoredEvents log;

    @Test
    void givesOneItemForEachPhoneInTheirOrder() {
        consent(in, "opted_in", 17);
        consent(out, "opted_out", 18);
        String local = "(" + out.substring(2, 5) + ") " + out.substring(5, 8) + "-" + out.substring(8);
        assertEquals(
                """
                {"items":[\
                {"phone":"%1$s","contact":"%2$s","consent":{"state":"opted_out","since":"2026-03-01T10:00:00Z","eventId":"18"}},\
                {"phone":"+1 303","error":"It can't be read as a phone number."},\
                {"phone":"%3$s","contact":"%3$s","consent":{"state":"unknown","since":null,"eventId":null}},\
                {"phone":" %4$s","contact":"%4$s","consent":{"state":"opted_in","since":"2026-03-01T10:00:00Z","eventId":"17"}},\
                {"phone":"","error":"It can't be read as a phone number."},\
                {"phone":"%2$s","contact":"%2$s","consent":{"state":"opted_out","since":"2026-03-01T10:00:00Z","eventId":"18"}}]}""".formatted(local, out, unseen, in),
                lookup("""
                        {"phones":["%s","+1 303","%s"," %s","","%s"]}""".formatted(local, unseen, in, out))
                        .statusCode(200)
                        .extract()
                        .asString());
    }

    @Test
    void takesAThousandAndNotOneMore() {
        List<String> items = lookup(phones(1000)).statusCode(200).extract().path("items.contact");
        assertEquals(1000, items.size());
        assertEquals("+13032000999", items.get(999));
        lookup(phones(1001)).statusCode(400).body("parameter", equalTo("phones"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|phones",
                "{\"phones\":null}|phones",
                "{\"phones\":[]}|phones",
                "{\"phones\":\"+13035550142\"}|phones",
                "{\"phones\":[\"+13035550142\",13035550142]}|phones[1]",
                "{\"phones\":[null]}|phones[0]",
                "{\"phones\":[{}]}|phones[0]",
                "{\"phones\":[\"+13035550142\"],\"state\":\"opted_in\"}|state",
            })
    void saysWhatIsWrong(String body, String parameter) {
        lookup(body).statusCode(400).contentType("application/problem+json").body("parameter", equalTo(parameter));
    }

    /** A tree of it would take a hundred times its bytes. */
    @Test
    void aBodyOfMoreThanAnybodyAsksForIsNotReadToItsEnd() {
        lookup("{\"phones\":[" + "[],".repeat(20_000) + "[]]}").statusCode(400).contentType("application/problem+json");
    }

    @ParameterizedTest
    @CsvSource({"''", "null", "[", "'{\"phones\":'"})
    void aBodyThatIsNoneIsABadRequest(String body) {
        lookup(body).statusCode(400).contentType("application/problem+json");
    }

    @Test
    void isForReadersOnly() {
        RestAssured.given()
                .contentType(ContentType.JSON)
                .body("{\"phones\":[\"+13035550142\"]}")
                .post("/api/contacts/lookup")
                .then()
                .statusCode(401);
    }

    private void consent(String contact, String state, long event) {
        log.run("INSERT INTO consent VALUES (?, ?, '2026-03-01T10:00:00Z', ?)", contact, state, event);
    }

    private static String phones(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "\"303 2%06d\"".formatted(i))
                .toList()
                .toString()
                .transform(list -> "{\"phones\":" + list + "}");
    }

    private static ValidatableResponse lookup(String body) {
        return reader().contentType(ContentType.JSON)
                .body(body)
                .post("/api/contacts/lookup")
                .then();
    }
}
