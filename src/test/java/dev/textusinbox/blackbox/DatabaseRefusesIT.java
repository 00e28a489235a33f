package dev.textusinbox.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** A server that is there and lets nobody in is an outage like any other: answered as one, and told in one line. */
class DatabaseRefusesIT {
    @Test
    void aMissingDatabaseIsAnOutageOfOneLine() throws Exception {
        assertOutage(
                PostgresServer.URL,
                url -> url.replaceFirst("/[^/?]+(\\?|$)", "/nobody-made-it$1"),
                "no database of this name");
    }

    @Test
    void anUnknownUserIsAnOutageOfOneLine() throws Exception {
        assertOutage("quarkus.datasource.username", user -> "nobody-knows-me", "refuses this user");
    }

    private static void assertOutage(String key, UnaryOperator<String> wrong, String told) throws Exception {
        try (var server = PostgresServer.create()) {
            Map<String, String> settings = new LinkedHashMap<>(server.settings());
            settings.computeIfPresent(key, (name, value) -> wrong.apply(value));
            assertTrue(!settings.equals(server.settings()), "something is wrong in " + settings.keySet());
            try (var program = InboxProcess.with(settings).start()) {
                InboxClient inbox = program.client();
                for (String path : List.of("/api/events", "/api/messages/1", "/admin/handlers", "/admin/ledger")) {
                    var answer = inbox.call("GET", path, path.startsWith("/api") ? Keys.READER : Keys.OPERATOR);
                    assertEquals(503, answer.statusCode(), path);
                    assertTrue(answer.headers().firstValue("Retry-After").isPresent(), path);
                }
                assertEquals(
                        504,
                        inbox.post(Deliveries.message("+13035550142", "too early"))
                                .statusCode());
                String output = program.output();
                assertFalse(output.contains("\tat "), "no trace in:\n" + output);
                assertEquals(
                        1, output.lines().filter(line -> line.contains(told)).count(), "lines in:\n" + output);
            }
        }
    }
}
