package dev.textusinbox.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
        "inbox.sources.textus.allow-unsigned, maybe",
        "inbox.api-keys.reader.sha256, 0123456789abcdef",
        "inbox.api-keys.reader.roles, superuser",
        "inbox.api-keys.reader.requests-per-minute, many",
        "inbox.api.requests-per-minute, -17",
        "inbox.sources.textus.provider.public-url, ftp://user:hunter2@127.0.0.1/",
        "inbox.sources.textus.provider.events, message.sent",
        "inbox.alarms.url, ftp://user:hunter2@127.0.0.1/alarms",
        "inbox.alarms.secret, whsec_tooshort",
        "inbox.forwards.orders.url, ftp://user:hunter2@127.0.0.1/events",
        "inbox.forwards.orders.url, http://127.0.0.1:99999/events",
        "inbox.forwards.consent.url, http://127.0.0.1:17171/events",
        "inbox.retention.events, 47h",
        "inbox.retention.events, 36501d",
        "inbox.recieve.deadline, 17s",
        "inbox.receive.deadline, -17s",
        "inbox.receive.deadline, soonish",
        "inbox.receive.max-body-size, 17G",
        "inbox.receive.max-body-size, hunter2",
        "inbox.log.batch-events, -17",
        "inbox.handlers.crmm.timeout, 17s",
        "inbox.handlers.consent.concurrency, -17",
        "inbox.handlers.consent.timeout, 0s",
        "inbox.handlers.consent.on-dead, hunter2",
        "inbox.console.search-time, 17h",
        "quarkus.http.port, hunter2",
        "quarkus.http.port, 171717",
        "quarkus.datasource.jdbc.max-size, 0",
        "quarkus.datasource.jdbc.url, jdbc:mysql://127.0.0.1:17171/inbox",
        "quarkus.datasource.jdbc.url, jdbc:postgresql://127.0.0.1:99999/inbox",
    })
    void aWrongOneStopsTheStartWithOneLineThatNamesItsKey(String key, String value) {
        assertStopped(key, value, Map.of(key, value));
    }

    @Test
    void aBatchSizeOutOfItsRangeStopsTheStart() {
        String key = "inbox.forwards.orders.batch-size";
        assertStopped(key, "1717", Map.of(key, "1717", "inbox.forwards.orders.url", "http://127.0.0.1:1/"));
    }

    @Test
    void anEmptySecretToo() {
        String key = "inbox.forwards.orders.secret";
        assertStopped(key, "", Map.of(key, "", "inbox.forwards.orders.url", "http://127.0.0.1:1/"));
    }

    @Test
    void aVariableOfTheEnvironmentThatNothingReadsToo() {
        try (var program = InboxProcess.with(NO_DATABASE).environment("INBOX_RECIEVE_DEADLINE", "17s")) {
            program.launch();
            assertStopped(program, "INBOX_RECIEVE_DEADLINE", "17s");
        }
    }

    @Test
    void aServiceOfThisNameInKubernetesStopsNothing() {
        try (var program = InboxProcess.with(NO_DATABASE)
                .environment("INBOX_SERVICE_HOST", "10.0.0.1")
                .environment("INBOX_PORT", "tcp://10.0.0.1:8080")
                .environment("INBOX_PORT_8080_TCP_ADDR", "10.0.0.1")
                .environment("INBOX_RECEIVE_PARK_AFTER", "11h")) {
            program.start();
        }
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
            // A source without secrets is told to have some: the name up to the last dot is what is the same.
            boolean group = key.equals("inbox.sources.other.allow-unsigned")
                    || key.startsWith("inbox.handlers.crmm")
                    || key.startsWith("inbox.forwards.consent");
            assertStopped(program, group ? key.substring(0, key.lastIndexOf('.')) : key, value);
        }
    }

    private static void assertStopped(InboxProcess program, String named, String value) {
        int code = program.awaitExit(Duration.ofSeconds(60));
        String output = program.output();
        assertEquals(1, code, output);
        List<String> lines = output.lines().toList();
        assertEquals(1, lines.size(), "lines in:\n" + output);
        assertTrue(lines.get(0).contains(named), "names " + named + ":\n" + output);
        for (String part : value.split(",", -1)) {
            assertFalse(
                    !part.isEmpty()
                            && !part.equals("false")
                            && !part.equals("0")
                            && !part.equals("0s")
                            && output.replace(named, "").contains(part),
                    "never the value, in:\n" + output);
        }
    }
}
