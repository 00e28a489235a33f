package dev.textusinbox.retention;

import static dev.textusinbox.scripted.ScriptedInbox.ledger;
import static dev.textusinbox.scripted.ScriptedInbox.newPhone;
import static dev.textusinbox.scripted.ScriptedInbox.newSource;
import static dev.textusinbox.scripted.ScriptedInbox.operator;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.textusinbox.platform.phone.Phones;
import dev.textusinbox.scripted.ScriptedInbox;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class BulkErasureTest {
    @Inject
    ScriptedInbox inbox;

    @Inject
    DatabaseDump dump;

    private final String source = newSource();

    @Test
    void nothingOfAnyOfThemIsLeftAnywhereAndOthersStay() {
        List<String> phones = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            phones.add(newPhone());
            inbox.store(source, phones.get(i));
            inbox.store(source, phones.get(i));
        }
        String kept = newPhone();
        long keptEvent = inbox.store(source, kept);
        inbox.quarantine(source, "no JSON of " + phones.get(3));
        inbox.numbers("""
                INSERT INTO attempt (handler, event_id, attempt, duration_ms, outcome, error)
                VALUES ('scripted-a', ?, 1, 5, 'retry', ?) RETURNING 1""", keptEvent, "busy with " + phones.get(7) + ", not " + kept);
        List<String> asked = new ArrayList<>(phones);
        asked.add(Phones.national(phones.get(0)));

        String order = operator(Map.of("phones", asked, "reason", "a list with " + phones.get(1)))
                .post("/admin/contacts/erase")
                .then()
                .statusCode(202)
                .body("action", equalTo("erase"))
                .body("matched", equalTo(20))
                .body("reason", equalTo("a list with [erased]"))
                .extract()
                .header("Location");
        await().untilAsserted(() -> operator().get(order).then().body("state", equalTo("completed")));

        operator().get(order).then().body("done", equalTo(20));
        assertEquals(
                List.of(),
                dump.find(phones.stream().map(phone -> phone.substring(2)).toList()));
        assertFalse(dump.find(List.of(kept)).isEmpty());
        assertEquals(List.of(40L, 1L), inbox.numbers("""
                        SELECT count(*) FILTER (WHERE body IS NULL), count(*) FILTER (WHERE body IS NOT NULL)
                          FROM event WHERE source = ?""", source));
        ledger("scripted-a");
        String subject = Phones.mask(phones.get(5));
        operator()
                .queryParam("limit", 1000)
                .get("/admin/audit")
                .then()
                .body(
                        "items.find { it.action == 'contact.erased' && it.subject == '" + subject + "' }.detail.events",
                        equalTo(2))
                .body(
                        "items.find { it.action == 'contact.erased' && it.subject == '" + subject + "' }.actor",
                        equalTo("test-operator"));
    }

    @Test
    void aCancelledOneForgetsWhomItWasToErase() {
        long order = inbox.numbers("""
                WITH given AS (
                  INSERT INTO bulk (action, wanted, reason, created_by, until_id)
                  VALUES ('of tomorrow', '{}', 'to be cancelled', 'somebody', 0) RETURNING id)
                INSERT INTO bulk_contact (bulk, n, contact) SELECT id, 1, '+13035550142' FROM given RETURNING bulk""").get(0);
        operator().post("/admin/bulk/" + order + "/cancel").then().statusCode(200);
        assertEquals(List.of(0L), inbox.numbers("SELECT count(*) FROM bulk_contact WHERE bulk = ?", order));
    }

    @Test
    void whatCantBeReadIsNamedAndNothingChanges() {
        String phone = newPhone();
        inbox.store(source, phone);
        operator(Map.of("phones", List.of(phone, "?", "++"), "reason", "a list"))
                .post("/admin/contacts/erase")
                .then()
                .statusCode(400)
                .body("parameter", equalTo("phones"))
                .body("detail", containsString("\"?\", \"++\""))
                .body("detail", not(containsString(phone)));
        assertEquals(
                List.of(1L), inbox.numbers("SELECT count(*) FROM event WHERE contact = ? AND body IS NOT NULL", phone));
    }

    @Test
    void thereIsALimit() {
        operator(Map.of("phones", Collections.nCopies(10_001, "+13035550142"), "reason", "a list"))
                .post("/admin/contacts/erase")
                .then()
                .statusCode(400)
                .body("parameter", equalTo("phones"));
    }

    @ParameterizedTest
    @CsvSource({"phones, {}", "phones, {\"phones\":[]}", "reason, {\"phones\":[\"+13035550142\"]}"})
    void bothMustBeSaid(String parameter, String body) {
        operator(body.replace(';', ','))
                .post("/admin/contacts/erase")
                .then()
                .statusCode(400)
                .body("parameter", equalTo(parameter));
    }
}
