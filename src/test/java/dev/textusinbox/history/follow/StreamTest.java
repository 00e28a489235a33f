package dev.textusinbox.history.follow;

import static dev.textusinbox.history.ReaderRequests.reader;
import static dev.textusinbox.history.event.StoredEvents.event;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.textusinbox.EventStream;
import dev.textusinbox.history.event.StoredEvents;
import dev.textusinbox.security.TestKeys;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@Timeout(120)
class StreamTest {
    private final String source = StoredEvents.newSource();
    private final List<EventStream> opened = new ArrayList<>();

    @Inject
    StoredEvents log;

    @Inject
    Followers followers;

    @Inject
    ObjectMapper json;

    @TestHTTPResource
    URI base;

    @AfterEach
    void close() {
        opened.forEach(EventStream::close);
        await("they are forgotten, and the next test begins with none").until(() -> followers.count() == 0);
    }

    @Test
    void whatComesFromNowOnIsGiven() throws Exception {
        log.store(event(source, "before"));
        var stream = open("");
        long id = log.store(
                event(source, "message.received").contact("+13035550142").body("{\n  \"a\" : [1,\r\n 2]}"));
        awaitIds(stream, List.of(id));
        var frame = stream.frames().get(0);
        assertEquals("message.received", frame.type());
        var listed = json.readTree(
                reader().get("/api/events?include=payload&source=" + source).asString());
        assertEquals(listed.get("items").get(0), json.readTree(frame.data()), "the item of the list");
        assertTrue(stream.head().contains("200 OK"), stream.head());
        assertTrue(stream.head().toLowerCase(Locale.ROOT).contains("content-type: text/event-stream"));
        assertFalse(stream.head().toLowerCase(Locale.ROOT).contains("content-length"), stream.head());
    }

    @Test
    void aReaderThatIsAheadOfTheLogIsToldSoAndGivenWhatComes() throws Exception {
        long head = log.store(event(source, "before"));
        var stream = open("&include=payload&after=999999999999");
        await("it is told").until(() -> !stream.frames().isEmpty());
        var told = stream.frames().get(0);
        assertEquals("reset", told.type());
        assertTrue(told.id() >= head && told.id() < 999_999_999_999L, "the head's id: " + told.id());
        assertEquals("{\"head\":\"" + told.id() + "\"}", told.data());
        long id = log.store(event(source, "after"));
        awaitIds(stream, List.of(told.id(), id));
    }

    @ParameterizedTest
    @CsvSource({"type=a, 1 3", "type=b&type=c, 2 4", "contact=%2B13035550142, 2", "'from=2026-03-01T10:00:02Z', 2"})
    void theFiltersAreThoseOfTheList(String query, String expected) throws Exception {
        long start = log.store(event(source, "start"));
        List<Long> ids = List.of(
                log.store(event(source, "a").at("2026-03-01T10:00:01Z")),
                log.store(event(source, "b").contact("+13035550142").at("2026-03-01T10:00:02Z")),
                log.store(event(source, "a").at("2026-03-01T10:00:01Z")),
                log.store(event(source, "c").at("2026-03-01T10:00:01Z")));
        List<Long> wanted = new ArrayList<>();
        expected.chars().filter(Character::isDigit).forEach(digit -> wanted.add(ids.get(digit - '1')));
        // From history, and, once it has caught up, from the tail.
        var stream = open("&after=" + start + "&" + query);
        awaitIds(stream, wanted);
        log.store(event(source, "z").at("2020-01-01T00:00:00Z"));
        wanted.add(log.store(event(source, expected.startsWith("1") ? "a" : "b")
                .contact("+13035550142")
                .at("2026-03-01T10:00:03Z")));
        awaitIds(stream, wanted);
    }

    @Test
    void theHeaderWinsOverTheParameter() throws Exception {
        long first = log.store(event(source, "a"));
        long second = log.store(event(source, "a"));
        long third = log.store(event(source, "a"));
        var stream = connect("&after=" + first, "Last-Event-ID: " + second).start();
        awaitIds(stream, List.of(third));
    }

    @Test
    void aTypeWithALineBreakBreaksNothing() throws Exception {
        var stream = open("");
        long id = log.store(event(source, "a\ndata: forged\r\n\r\nid: 1"));
        awaitIds(stream, List.of(id));
    }

    /** Readers come, go and come back at random while events are appended, some of them in transactions that fail. */
    @Test
    void whoComesBackMissesNothingAndSeesNothingTwice() throws Exception {
        long start = log.store(event(source, "a"));
        List<Long> stored = new ArrayList<>();
        Random random = new Random(start);
        var appender = CompletableFuture.runAsync(() -> {
            for (int i = 0; i < 1_500; i++) {
                synchronized (stored) {
                    stored.add(log.store(
                            event(source, "a").body("{\"x\":\"" + "y".repeat(random.nextInt(2_000)) + "\"}")));
                }
                if (i % 10 == 0) {
                    log.run("NOTIFY inbox_events");
                }
            }
        });
        List<CompletableFuture<List<Long>>> readers = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            long seed = random.nextLong();
            readers.add(CompletableFuture.supplyAsync(() -> comeAndGo(start, new Random(seed), appender, stored)));
        }
        for (var reader : readers) {
            assertEquals(stored, reader.get());
        }
    }

    private List<Long> comeAndGo(long start, Random random, CompletableFuture<Void> appender, List<Long> stored) {
        List<Long> seen = new ArrayList<>();
        boolean done = false;
        while (!done) {
            long last = seen.isEmpty() ? start : seen.get(seen.size() - 1);
            try (var stream = connect("", "Last-Event-ID: " + last).start()) {
                int enough = 1 + random.nextInt(300);
                await().atMost(Duration.ofSeconds(60))
                        .until(() -> stream.frames().size() >= enough
                                || (appender.isDone()
                                        && seen.size() + stream.frames().size() >= stored.size()));
                seen.addAll(stream.ids());
                done = appender.isDone() && seen.size() >= stored.size();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return seen;
    }

    @Test
    void aReaderThatTakesNothingIsSentAwayAndCostsTheOthersNothing() throws Exception {
        int before = followers.count();
        var stuck = connect("");
        await().until(() -> followers.count() == before + 1);
        var well = open("");
        List<Long> stored = new ArrayList<>();
        // More than all buffers between here and there hold.
        String body = "{\"x\":\"" + "y".repeat(500_000) + "\"}";
        for (int i = 0; i < 40; i++) {
            stored.add(log.store(event(source, "a").body(body)));
        }
        awaitIds(well, stored);
        await().atMost(Duration.ofSeconds(60)).until(() -> followers.count() == before + 1);
        // What it may still find in the buffers ends in the middle; from there it goes on.
        stuck.start();
        await().until(stuck::ended);
        assertFalse(stuck.whole());
        List<Long> seen = new ArrayList<>(stuck.ids());
        assertTrue(seen.size() < stored.size());
        var again = connect("", "Last-Event-ID: " + (seen.isEmpty() ? stored.get(0) - 1 : seen.get(seen.size() - 1)))
                .start();
        await().until(() -> seen.size() + again.frames().size() >= stored.size());
        seen.addAll(again.ids());
        assertEquals(stored, seen);
    }

    @Test
    void aReaderThatHearsNothingHearsThatItIsHeard() throws Exception {
        var stream = open("");
        await().atMost(Duration.ofSeconds(15)).until(() -> stream.comments() >= 2);
        assertEquals(List.of(), stream.frames());
    }

    @Test
    void whoIsGoneIsForgotten() throws Exception {
        int before = followers.count();
        var stream = open("");
        await().until(() -> followers.count() == before + 1);
        stream.close();
        await().until(() -> followers.count() == before);
    }

    @Test
    void isNeverCompressedNorHeldBack() throws Exception {
        var stream = connect("", "Accept-Encoding: gzip").start();
        await().until(() -> stream.comments() > 0);
        assertFalse(stream.head().toLowerCase(Locale.ROOT).contains("content-encoding: gzip"), stream.head());
    }

    @Test
    void searchesAsTheListDoes() throws Exception {
        var stream = open("&text=here");
        log.store(event(source, "a").body("{\"message\":{\"body\":\"not there \\ud83d\"}}"));
        long id = log.store(event(source, "a").body("{\"message\":{\"body\":\"Here it is\"}}"));
        awaitIds(stream, List.of(id));
    }

    @Test
    void headTellsTheTypeAndEnds() {
        await("those of other tests are gone").until(() -> followers.count() == 0);
        reader().head("/api/events/stream").then().statusCode(200).contentType("text/event-stream");
        assertEquals(0, followers.count());
    }

    @ParameterizedTest
    @CsvSource({
        "after=x, after",
        "after=-1, after",
        "after=1&after=2, after",
        "after=9223372036854775808, after",
        "limit=1, limit",
        "order=asc, order",
        "cursor=x, cursor",
        "contact=%2B1303, contact",
    })
    void refusesAndNames(String query, String parameter) {
        reader().get("/api/events/stream?" + query)
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("parameter", equalTo(parameter));
    }

    @Test
    void refusesAHeaderThatIsNoId() {
        reader().header("Last-Event-ID", "abc")
                .get("/api/events/stream")
                .then()
                .statusCode(400)
                .body("parameter", equalTo("Last-Event-ID"));
    }

    @Test
    void isForReadersOnly() {
        RestAssured.get("/api/events/stream").then().statusCode(401).contentType("application/problem+json");
        RestAssured.head("/api/events/stream").then().statusCode(401);
    }

    private EventStream open(String query) throws Exception {
        var stream = connect(query).start();
        await("it is heard").until(() -> stream.comments() > 0);
        return stream;
    }

    private EventStream connect(String query, String... headers) throws IOException {
        var stream = EventStream.connect(base, "/api/events/stream?source=" + source + query, TestKeys.READER, headers);
        synchronized (opened) {
            opened.add(stream);
        }
        return stream;
    }

    private static void awaitIds(EventStream stream, List<Long> ids) {
        await().atMost(Duration.ofSeconds(30)).until(stream::ids, ids::equals);
    }
}
