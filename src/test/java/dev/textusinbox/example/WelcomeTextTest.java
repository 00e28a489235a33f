package dev.textusinbox.example;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.textusinbox.handler.Delivery;
import dev.textusinbox.handler.Outcome;
import dev.textusinbox.log.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A handler is a plain object: an event in, an outcome out. */
class WelcomeTextTest {
    private static final String PHONE = "+13035550142";

    @Test
    void whoOptsInIsWelcomedUnderTheEventsId() throws IOException {
        List<String> sent = new ArrayList<>();
        var handler = new WelcomeText((phone, key) -> {
            sent.add(phone + " " + key);
            return 200;
        });

        assertEquals(Outcome.done(), handler.handle(optIn(17), Delivery.FIRST));
        assertEquals(List.of(PHONE + " 17"), sent);
    }

    @Test
    void aBusyCrmIsAskedAgainInAMinute() throws IOException {
        assertEquals(Outcome.transientFailure("the CRM is busy", Duration.ofMinutes(1)), outcome(429));
    }

    @Test
    void aPhoneThatTheCrmRefusesIsGivenUp() throws IOException {
        assertEquals(Outcome.giveUp("the CRM refuses this phone"), outcome(422));
    }

    @Test
    void aCrmThatIsDownIsLeftToTheInbox() {
        var handler = new WelcomeText((phone, key) -> {
            throw new IOException("connection refused");
        });
        assertThrows(IOException.class, () -> handler.handle(optIn(17), Delivery.FIRST));
    }

    @Test
    void theDocumentationShowsThisSource() throws IOException {
        String source = Files.readString(Path.of("src/test/java/dev/textusinbox/example/WelcomeText.java"), UTF_8);
        String shown = Files.readString(Path.of("docs/handlers.md"), UTF_8)
                .lines()
                .dropWhile(line -> !line.equals("    @Singleton"))
                .takeWhile(line -> line.isEmpty() || line.startsWith("    "))
                .collect(Collectors.joining("\n"));
        assertEquals(words(source.substring(source.indexOf("@Singleton"))), words(shown));
    }

    private static String words(String java) {
        return String.join(" ", java.strip().split("\\s+"));
    }

    private static Outcome outcome(int status) throws IOException {
        return new WelcomeText((phone, key) -> status).handle(optIn(17), Delivery.FIRST);
    }

    private static Event optIn(long id) {
        Instant now = Instant.parse("2026-03-02T09:00:00Z");
        byte[] body = "{\"action\":\"contact.opted_in\"}".getBytes(UTF_8);
        return new Event(
                id, "textus", "contact.opted_in", PHONE, null, null, null, now, now, null, "application/json", 0, body);
    }
}
