package dev.textusinbox.blackbox;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The log as a collector of logs reads it. */
class JsonLogIT {
    private static final Duration SOON = Duration.ofSeconds(20);

    private final RecordingSink sink = RecordingSink.open();
    private InboxProcess program;

    @AfterEach
    void stop() {
        program.close();
        sink.close();
    }

    @Test
    void eachLineIsAnObjectAndWhatIsSaidOfAnEventNamesItAndItsHandler() throws Exception {
        sink.answer(410);
        program = InboxProcess.with(
                        Map.of("quarkus.log.console.json.enabled", "true", "inbox.forwards.leaving.url", sink.url()))
                .start();
        String event = InboxClient.parse(program.client()
                        .post(SignedPost.of(Deliveries.sample("message.received")))
                        .body())
                .get("eventId")
                .asText();
        await("the pause is logged").atMost(SOON).until(() -> program.output().contains("Handler leaving is paused"));
        JsonNode said = lines().stream()
                .filter(line -> line.get("message").asText().startsWith("Handler leaving is paused"))
                .findFirst()
                .orElseThrow();
        assertEquals("WARN", said.get("level").asText());
        assertEquals("leaving", said.get("mdc").get("handler").asText());
        assertEquals(event, said.get("mdc").get("eventId").asText());
    }

    @Test
    void withoutTheSettingItIsTextAndALevelIsASettingToo() {
        program = InboxProcess.with(Map.of("quarkus.log.category.\"dev.textusinbox\".level", "ERROR"))
                .start();
        String output = program.output();
        assertFalse(output.lines().anyMatch(line -> line.startsWith("{")), output);
        assertFalse(output.lines().anyMatch(line -> line.matches(".* (INFO|WARN) +\\[dev\\.textusinbox\\..*")), output);
    }

    private List<JsonNode> lines() throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : program.output().lines().toList()) {
            lines.add(InboxClient.parse(line));
        }
        return lines;
    }
}
