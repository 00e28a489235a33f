package dev.textusinbox.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A setting that is wrong stops the start, and says so to whoever has to put it right, and nothing more. */
class SettingsIT {
    /** No database is asked for: it takes time, and none of this depends on it. */
    private static final Map<String, String> NO_DATABASE =
            Map.of(PostgresServer.URL, "jdbc:postgresql://127.0.0.1:1/inbox");

    @ParameterizedTest
    @CsvSource({
        "inbox.sources.textus.secrets, 'a-long-enough-secret,tooshort-secret'",
        "inbox.sources.other.allow-unsigned, false",
        "inbox.api-keys.reader.sha256, 0123456789abcdef",
        "inbox.api-keys.reader.roles, superuser",
        "inbox.api-keys.reader.requests-per-minute, many",
        "inbox.api.requests-per-minute, -17",
        "inbox.sources.textus.provider.public-url, ftp://user:hunter2@127.0.0.1/",
        "inbox.sources.textus.provider.events, message.sent",
        "inbox.alarms.url, ftp://user:hunter2@127.0.0.1/alarms",
        "inbox.alarms.secret, whsec_tooshort",
        "inbox.forwards.orders.url, ftp://user:hunter2@127.0.0.1/events",
        "inbox.retention.events, 47h",
    })
    void aWrongOneStopsTheStartWithOneLineThatNamesItsKey(String key, String value) {
        assertStopped(key, value, Map.of(key, value));
    }

    @Test
    void aWrongForwardSecretToo() {
        String key = "inbox.forwards.orders.secret";
        String value = "whsec_tooshort";
        assertStopped(key, value, Map.of(key, value, "inbox.forwards.orders.url", "http://127.0.0.1:1/"));
    }

    @ParameterizedTest
    @CsvSource({
        "inbox.relays.lake.topic, 'events of hunter2'",
        "inbox.relays.lake.bootstrap-servers, hunter2",
        "'inbox.relays.lake.properties.\"security.protocol\"', hunter2",
        "'inbox.relays.lake.properties.\"secruity.protocol\"', hunter2",
        "'inbox.relays.lake.properties.\"acks\"', hunter2",
    })
    void aWrongOneOfARelayToo(String key, String value) {
        var settings = new LinkedHashMap<>(
                Map.of("inbox.relays.lake.topic", "events", "inbox.relays.lake.bootstrap-servers", "127.0.0.1:1"));
        settings.put(key, value);
        assertStopped(key, value, settings);
    }

    private static void assertStopped(String key, String value, Map<String, String> settings) {
        var all = new LinkedHashMap<>(NO_DATABASE);
        all.putAll(settings);
        try (var program = InboxProcess.with(all)) {
            program.launch();
            int code = program.awaitExit(Duration.ofSeconds(30));
            String output = program.output();
            assertNotEquals(0, code, output);
            // A source without secrets is told to have some: the name up to the last dot is what is the same.
            String named = key.endsWith("allow-unsigned") ? key.substring(0, key.lastIndexOf('.')) : key;
            List<String> naming =
                    output.lines().filter(line -> line.contains(named)).toList();
            assertEquals(1, naming.size(), "lines that name " + named + " in:\n" + output);
            assertFalse(output.contains("\tat "), "no stack trace in:\n" + output);
            for (String part : value.split(",", -1)) {
                assertFalse(!part.equals("false") && output.contains(part), "never the value, in:\n" + output);
            }
        }
    }
}
