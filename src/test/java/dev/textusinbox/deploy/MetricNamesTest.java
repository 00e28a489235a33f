package dev.textusinbox.deploy;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.textusinbox.platform.http.Hmac;
import dev.textusinbox.scripted.ScriptedInbox;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** What the alerts and the dashboard ask for is there to be asked for, and each alert is tested and told of. */
@QuarkusTest
class MetricNamesTest {
    private static final Path RULES = Path.of("deploy/prometheus/inbox-rules.yml");
    private static final Path RULE_TESTS = Path.of("deploy/prometheus/inbox-rules-test.yml");
    private static final Path DASHBOARD = Path.of("deploy/grafana/dashboard.json");
    /** A name with a colon in it is recorded by a rule. */
    private static final Pattern METRIC = Pattern.compile("(?<![\\w:/-])(?:inbox|agroal|jvm|process)_\\w+(?![\\w:])");

    private static final Pattern RECORDED = Pattern.compile("\\w+:\\w+:\\w+");
    private static final Pattern ALERT = Pattern.compile("- alert: (\\w+)");

    @Inject
    ScriptedInbox inbox;

    @ConfigProperty(name = "inbox.sources.textus.secrets")
    List<String> secrets;

    @Test
    void eachMetricThatIsAskedForExists() throws IOException {
        aDelivery();
        // Such counters begin with their first event.
        inbox.quarantine(ScriptedInbox.newSource(), "no JSON");
        Set<String> asked = new TreeSet<>(found(METRIC, Files.readString(RULES)));
        for (String expression : expressions()) {
            asked.addAll(found(METRIC, expression));
        }
        assertTrue(asked.size() > 20, "few metrics are asked for: " + asked);
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            Set<String> missing = new TreeSet<>(asked);
            missing.removeAll(found(
                    Pattern.compile("(?m)^\\w+"), RestAssured.get("/q/metrics").asString()));
            assertEquals(Set.of(), missing);
        });
    }

    @Test
    void whatARuleUsesAnotherRecords() throws IOException {
        String rules = Files.readString(RULES);
        Set<String> recorded = rules.lines()
                .filter(line -> line.contains("- record:"))
                .flatMap(line -> found(RECORDED, line).stream())
                .collect(Collectors.toSet());
        assertEquals(Set.of(), without(found(RECORDED, rules), recorded));
    }

    @Test
    void eachAlertIsTestedAndHasItsSection() throws IOException {
        String tests = Files.readString(RULE_TESTS);
        List<String> docs = Files.readAllLines(Path.of("docs/alerts.md"));
        List<String> alerts = ALERT.matcher(Files.readString(RULES))
                .results()
                .map(alert -> alert.group(1))
                .toList();
        assertTrue(alerts.size() > 10, "few alerts: " + alerts);
        for (String alert : alerts) {
            assertTrue(tests.contains("alertname=\"" + alert + "\",alertstate=\"firing\""), alert + " has no test");
            assertTrue(docs.contains("## " + alert), alert + " has no section in docs/alerts.md");
        }
    }

    private static List<String> expressions() throws IOException {
        JsonNode dashboard = new ObjectMapper().readTree(DASHBOARD.toFile());
        return dashboard.findValuesAsText("expr");
    }

    private void aDelivery() {
        String body = ScriptedInbox.body(ScriptedInbox.newPhone());
        String signature = Hmac.hex(Hmac.sha256(secret(), body.getBytes(StandardCharsets.UTF_8)));
        RestAssured.given()
                .header("X-TextUs-Signature", signature)
                .body(body)
                .post("/webhooks/textus")
                .then()
                .statusCode(202);
    }

    private byte[] secret() {
        return secrets.get(0).getBytes(StandardCharsets.UTF_8);
    }

    private static Set<String> found(Pattern name, String text) {
        return name.matcher(text).results().map(MatchResult::group).collect(Collectors.toSet());
    }

    private static Set<String> without(Set<String> all, Set<String> some) {
        Set<String> rest = new TreeSet<>(all);
        rest.removeAll(some);
        return rest;
    }
}
