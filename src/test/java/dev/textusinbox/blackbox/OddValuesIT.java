package dev.textusinbox.blackbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.textusinbox.EventStream;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;

/** What one delivery holds never touches another, nor who reads: each field of each sample with each odd value. */
class OddValuesIT {
    private static final Logger LOG = Logger.getLogger(OddValuesIT.class);
    /** By hand {@code -Dblackbox.odd=100000} for all of them. Each is posted with three ordinary ones beside it. */
    private static final int CASES = Integer.getInteger("blackbox.odd", 3_000);

    private static final int SENDERS = 24;
    private static final List<String> SAMPLES = List.of(
            "message.received",
            "message.delivered",
            "message.failed",
            "message.unknown",
            "phone_call.completed",
            "contact.opted_out",
            "contact.opted_in",
            "contact.created");
    private static final Pattern IDS =
            Pattern.compile("(/(?:deliveries|messages|opt_outs|opt_ins|contacts|phone_calls)/)\\w+");
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final long seed = Long.getLong("blackbox.seed", System.nanoTime());
    private InboxClient inbox;

    @Test
    void itsNeighboursAreStoredAndEveryReaderIsAnswered() throws Exception {
        // A time zone behind UTC, in which the year 1 begins in the year before.
        try (var program = InboxProcess.with(Map.of()).options("-Duser.timezone=America/Denver")) {
            inbox = program.start().client();
            long start = System.nanoTime();
            List<String> odd = postAll();
            String last = id(inbox.post(Deliveries.message("+13035550199", "the needle of this haystack"))
                    .body());
            LOG.infof(
                    "seed %d: %d odd ones stored in %d ms", seed, odd.size(), (System.nanoTime() - start) / 1_000_000);
            eachIsShown(odd);
            listsGoThrough(last);
            streamsGoThrough(program, last);
            contactsAndMessagesAreShown();
            consoleShows(program, odd);
            await("all is handled").atMost(PATIENCE).until(() -> pending() == 0);
            assertTrue(program.isAlive(), program::lastLines);
            assertEquals(0, program.stop(), program::lastLines);
        }
    }

    private List<String> postAll() throws Exception {
        List<String> bodies = new ArrayList<>();
        for (String sample : SAMPLES) {
            for (String template : OddValues.templates(new String(Deliveries.sample(sample), UTF_8))) {
                for (String value : OddValues.all()) {
                    bodies.add(OddValues.filled(unique(template, bodies.size()), value));
                }
            }
        }
        Collections.shuffle(bodies, new Random(seed));
        ExecutorService senders = Executors.newFixedThreadPool(SENDERS);
        try {
            List<Future<String>> answers = bodies.stream()
                    .limit(CASES)
                    .map(body -> senders.submit(() -> postAmongOthers(body)))
                    .toList();
            List<String> events = new ArrayList<>();
            for (Future<String> answer : answers) {
                if (answer.get() != null) {
                    events.add(answer.get());
                }
            }
            return events;
        } finally {
            senders.shutdownNow();
        }
    }

    private static String unique(String template, int number) {
        return IDS.matcher(template).replaceAll("$1o" + number);
    }

    /** The event that it became; null where it was quarantined. */
    private String postAmongOthers(String body) throws Exception {
        String event = null;
        for (int i = 0; i < 3; i++) {
            var ordinary = inbox.post(Deliveries.message("+13035550%03d".formatted(i), "hello"));
            assertEquals(202, ordinary.statusCode(), () -> "seed " + seed + ", beside " + excerpt(body));
            if (i == 0) {
                var answer = inbox.post(body);
                // Two may be about the same odd entity, and then one repeats or contradicts the other.
                assertTrue(
                        answer.statusCode() == 202 || answer.statusCode() == 200,
                        () -> "seed " + seed + ": " + answer.statusCode() + " to " + excerpt(body));
                event = answer.body().contains("eventId") ? id(answer.body()) : null;
            }
        }
        return event;
    }

    private void eachIsShown(List<String> odd) throws Exception {
        for (String event : new LinkedHashSet<>(odd)) {
            answers(200, "/api/events/" + event);
        }
        for (String event : odd.subList(0, Math.min(300, odd.size()))) {
            answers(200, "/api/events/" + event + "/raw");
        }
    }

    private void listsGoThrough(String last) throws Exception {
        for (String filter : List.of(
                "",
                "&include=payload",
                "&text=hello",
                "&payload=%7B%22x%22%3A1%7D",
                "&type=contact.opted_out",
                "&from=0001-01-01T00:00:00Z&to=9999-12-31T23:59:59Z",
                "&from=9999-12-31T00:00:00Z",
                "&to=0001-01-02T00:00:00Z")) {
            JsonNode page = inbox.json("/api/events?order=asc&limit=1000" + filter);
            String cursor = null;
            while (!page.get("next").asText().equals(cursor)) {
                cursor = page.get("next").asText();
                page = inbox.json("/api/events?order=asc&limit=1000" + filter + "&cursor=" + cursor);
            }
        }
        assertEquals(
                last, inbox.json("/api/events?text=needle").at("/items/0/id").asText());
        String export = inbox.call("GET", "/api/events/export", Keys.READER).body();
        assertTrue(export.lines().count() >= CASES * 3L, "the export is whole");
        for (String line : export.lines().toList()) {
            assertTrue(line.startsWith("{") && line.endsWith("}"), () -> excerpt(line));
        }
        for (String path : List.of(
                "/admin/ledger",
                "/admin/handlers",
                "/admin/quarantine?limit=1000",
                "/admin/sources",
                "/admin/redeliveries?limit=1000",
                "/admin/alarms")) {
            answers(200, path);
        }
    }

    private static void streamsGoThrough(InboxProcess program, String last) throws Exception {
        for (String search : List.of("text=needle", "payload=%7B%22message%22%3A%7B%22direction%22%3A%22in%22%7D%7D")) {
            try (EventStream stream =
                    EventStream.connect(program.uri(), "/api/events/stream?after=0&" + search, Keys.READER)) {
                stream.start();
                await(search).atMost(PATIENCE).until(() -> stream.ids().contains(Long.valueOf(last)));
            }
        }
    }

    private void contactsAndMessagesAreShown() throws Exception {
        for (String sender : List.of("83105", "Sender & Co")) {
            inbox.post(Deliveries.optOut(sender));
            await(sender + " has opted out")
                    .atMost(PATIENCE)
                    .until(() -> inbox.json("/api/contacts/" + encoded(sender))
                            .at("/consent/state")
                            .asText()
                            .equals("opted_out"));
        }
        for (String contact : OddValues.contacts()) {
            String encoded = encoded(contact);
            answers(200, "/api/contacts/" + encoded);
            answers(200, "/api/events?contact=" + encoded);
            answers(200, "/admin/redeliveries?contact=" + encoded);
        }
        assertEquals(
                inbox.json("/api/contacts/" + encoded("+5215512345678")).get("events"),
                inbox.json("/api/contacts/" + encoded("+52 1 55 1234 5678")).get("events"));
        Set<String> messages = new LinkedHashSet<>();
        for (JsonNode item :
                inbox.json("/api/events?limit=1000&type=message.failed").get("items")) {
            messages.add(item.get("messageId").asText(""));
        }
        for (String message : messages) {
            int status = inbox.call("GET", "/api/messages/" + encoded(message), Keys.READER)
                    .statusCode();
            assertTrue(status < 500, () -> status + " for the message " + excerpt(message));
        }
    }

    private static void consoleShows(InboxProcess program, List<String> odd) throws Exception {
        ConsoleSession console = ConsoleSession.at(program.uri());
        List<String> pages = new ArrayList<>(List.of(
                "/console",
                "/console/events",
                "/console/events?text=hello",
                "/console/events?text=needle",
                "/console/quarantine",
                "/console/failed",
                "/console/handlers"));
        odd.stream().limit(400).forEach(event -> pages.add("/console/events/" + event));
        OddValues.contacts().forEach(contact -> pages.add("/console/contacts/" + encoded(contact)));
        for (String page : pages) {
            assertEquals(200, console.status(page), page);
        }
    }

    private long pending() throws Exception {
        long pending = 0;
        for (JsonNode handler : inbox.json("/admin/ledger").get("handlers")) {
            pending += handler.get("pending").asLong();
        }
        return pending;
    }

    private void answers(int status, String path) throws Exception {
        var answer = inbox.call("GET", path, Keys.OPERATOR);
        assertEquals(status, answer.statusCode(), () -> "seed " + seed + ": " + path + ": " + excerpt(answer.body()));
    }

    private static String id(String answer) throws Exception {
        return InboxClient.parse(answer).get("eventId").asText();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8).replace("+", "%20");
    }

    private static String excerpt(String text) {
        return text.length() <= 600 ? text : text.substring(0, 600) + "…";
    }
}
