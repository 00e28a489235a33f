package dev.textusinbox.scripted;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.textusinbox.log.AppendResult;
import dev.textusinbox.log.AppendResult.Quarantined;
import dev.textusinbox.log.AppendResult.Stored;
import dev.textusinbox.log.EventLog;
import dev.textusinbox.log.Received;
import dev.textusinbox.platform.database.Schema;
import dev.textusinbox.security.TestKeys;
import io.agroal.api.AgroalDataSource;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;

/** What a test does to the running inbox: stores events, and asks as an operator. */
@ApplicationScoped
public class ScriptedInbox {
    /** The type that the scripted handlers take. */
    public static final String TYPE = "test.scripted";

    private final EventLog log;
    private final AgroalDataSource database;

    ScriptedInbox(EventLog log, AgroalDataSource database, Schema schema) {
        this.log = log;
        this.database = database;
        schema.ready().join();
    }

    /** A number that may be real, and was not seen before. */
    public static String newPhone() {
        return NewPhones.next();
    }

    public static String newSource() {
        return "s" + UUID.randomUUID();
    }

    public static RequestSpecification operator() {
        return RestAssured.given().auth().preemptive().oauth2(TestKeys.OPERATOR);
    }

    public static RequestSpecification operator(Object body) {
        return operator().contentType(ContentType.JSON).body(body);
    }

    /** Stores an event of a contact. */
    public long store(String source, String contact) {
        AppendResult result = append(source, body(contact));
        return ((Stored) result).eventId();
    }

    public static String body(String contact) {
        return """
                {"action":"%s","id":"%s","contact":{"phoneNumber":"%s"}}""".formatted(TYPE, UUID.randomUUID(), contact);
    }

    /** Hands over what is no event. */
    public long quarantine(String source, String body) {
        return ((Quarantined) append(source, body)).quarantineId();
    }

    /** Hands a body to the log, as the webhook does; not before the log has started. */
    public AppendResult append(String source, String body) {
        Received received = new Received(
                source, body.getBytes(StandardCharsets.UTF_8), "application/vnd.textus+json", new byte[] {1, 2}, 0);
        AtomicReference<AppendResult> taken = new AtomicReference<>();
        await().until(() -> {
            CompletableFuture<AppendResult> answer = new CompletableFuture<>();
            log.append(received, System.nanoTime() + Duration.ofSeconds(5).toNanos(), answer::complete);
            taken.set(answer.join());
            return !(taken.get() instanceof AppendResult.Refused);
        });
        return taken.get();
    }

    /** The columns' numbers of the first row. */
    public List<Long> numbers(String sql, Object... parameters) {
        try (Connection connection = database.getConnection();
                var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            var row = statement.executeQuery();
            assertTrue(row.next());
            List<Long> numbers = new ArrayList<>();
            for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                numbers.add(row.getLong(i));
            }
            return numbers;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The ledger's line of a handler; all lines add up, or this fails. */
    public static Map<String, Object> ledger(String handler) {
        var ledger =
                operator().get("/admin/ledger").then().statusCode(200).extract().jsonPath();
        for (Map<String, Object> source : ledger.<Map<String, Object>>getList("sources")) {
            assertEquals(number(source, "received"), sum(source, "stored", "duplicates", "quarantined"), "" + source);
        }
        for (Map<String, Object> line : ledger.<Map<String, Object>>getList("handlers")) {
            assertEquals(
                    number(line, "stored"),
                    sum(line, "handled", "skipped", "retrying", "blocked", "dead", "discarded", "pending"),
                    "" + line);
            assertTrue(number(line, "pending") >= 0, "" + line);
        }
        return ledger.getMap("handlers.find { it.handler == '" + handler + "' }");
    }

    private static long sum(Map<String, Object> line, String... columns) {
        long sum = 0;
        for (String column : columns) {
            sum += number(line, column);
        }
        return sum;
    }

    private static long number(Map<String, Object> line, String column) {
        return ((Number) line.get(column)).longValue();
    }

    /** Waits until both handlers have passed everything. */
    public static void awaitQuiet() {
        await().until(() -> operator()
                .get("/admin/handlers")
                .jsonPath()
                .<Integer>getList("items.findAll { it.name.startsWith('scripted-') }.backlog")
                .equals(List.of(0, 0)));
    }

    /** The one redelivery of an event with a handler, as it is listed; waits for it. */
    public static Map<String, Object> redelivery(String handler, long event, String state) {
        AtomicReference<Map<String, Object>> found = new AtomicReference<>();
        await().until(() -> {
            found.set(operator()
                    .queryParam("handler", handler)
                    .queryParam("state", state)
                    .get("/admin/redeliveries")
                    .jsonPath()
                    .getMap("items.find { it.eventId == '" + event + "' }"));
            return found.get() != null && !found.get().isEmpty();
        });
        return found.get();
    }
}
