package dev.textusinbox.blackbox;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.textusinbox.blackbox.OpenConnection.Answer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests at the edge of what HTTP is, byte by byte. */
class HttpEdgeIT {
    private static final String CONTACT = "+13035550142";
    private static final int INVENTED = 200;

    private static InboxProcess program;

    @BeforeAll
    static void start() {
        program = InboxProcess.with(Map.of()).start();
    }

    @AfterAll
    static void stop() {
        program.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/webhooks/textus?t=100%",
                "/webhooks/textus?{",
                "/webhooks/textus?a[0]=|\\^`\"<>",
                "/webhooks/textus?%zz#%",
                "/webhooks/%74extus?a=b",
                "//webhooks/textus",
                "http://inbox.example/webhooks/textus?100%"
            })
    void theWebhookIgnoresItsQuery(String target) throws Exception {
        assertEquals(202, post(target, Deliveries.message(CONTACT, "hello")).status());
    }

    @ParameterizedTest
    @CsvSource({
        "/api/events?type=100%, type",
        "/api/events?limit=1&contact={x}, contact",
        "/admin/audit?a|b=c, a|b",
        "/admin/redeliveries?handler=[, handler",
    })
    void elsewhereTheParameterThatIsNoneIsNamed(String target, String parameter) throws Exception {
        Answer answer = send("GET", target, "Authorization: Bearer " + Keys.OPERATOR + "\r\n", new byte[0]);
        assertProblem(400, answer);
        assertEquals(
                parameter, InboxClient.parse(answer.body()).get("parameter").asText());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /api/{id}",
                "GET /%",
                "GET /api/events?contact=%00",
                "CONNECT inbox:443",
                "OPTIONS *",
                "GET http://inbox/api/none",
                "PRI *",
                "GET /console/%7B%7D/../x",
                "FOO /api/events",
                "DELETE /console"
            })
    void whatElseIsOddIsAProblem(String line) throws Exception {
        String[] parts = line.split(" ", 2);
        Answer answer = send(parts[0], parts[1], "Authorization: Bearer " + Keys.OPERATOR + "\r\n", new byte[0]);
        assertTrue(answer.status() >= 400 && answer.status() < 500, answer.head());
        assertProblem(answer.status(), answer);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Cookie: =;;,\"",
                "Cookie: q=\"\u00ff",
                "Accept: ;;/,",
                "Accept-Encoding: \u00ff;q=x",
                "Host: {%}",
                "Authorization: Basic \u00ff%%",
                "Authorization: Bearer",
                "Content-Type: ;;;",
                "Forwarded: for=\"[;",
                "X-Forwarded-Host: {}",
                "X-Forwarded-For: \u00ff,,",
                "Origin: %",
                "Range: bytes=-",
                "If-Modified-Since: never",
                "Expect: nothing",
                "Upgrade: websocket\r\nConnection: Upgrade",
                "TE: \u00ff"
            })
    void noHeaderMakesItFail(String header) throws Exception {
        for (String path : List.of("/api/events", "/admin/audit", "/console", "/q/metrics", "/nowhere")) {
            Answer answer = send("GET", path, header + "\r\n", new byte[0]);
            assertTrue(answer.status() < 500, () -> path + ": " + answer.head());
            // The framework's own page for Prometheus has a 406 of its own, and the console's errors are pages.
            if (answer.status() >= 400 && !path.startsWith("/console") && !path.startsWith("/q/")) {
                assertProblem(answer.status(), answer);
            }
        }
        String body = Deliveries.message(CONTACT, "hello");
        assertEquals(
                202,
                send("POST", "/webhooks/textus", signature(body) + header + "\r\n", body.getBytes(UTF_8))
                        .status());
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "FOO", "post"})
    void aWebhookIsOnlyPostedTo(String method) throws Exception {
        String body = Deliveries.message(CONTACT, "hello");
        for (String signature : List.of("", signature(body))) {
            Answer answer = send(method, "/webhooks/textus", signature, body.getBytes(UTF_8));
            assertEquals(405, answer.status(), answer.head());
            assertEquals("POST", header(answer, "allow"));
            assertEquals(
                    404,
                    send(method, "/webhooks/nobody", signature, new byte[0]).status());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'POST /webhooks/textus HTTP/1.1\r\nHost: inbox\r\nX-Te', 504",
        "'POST /webh', 504",
        "'POST /webhooks/textus HTTP/1.1\r\nHost: inbox\r\nContent-Length: 10\r\n\r\n{', 504",
        "'GET /api/events HTTP/1.1\r\nHost: in', 408",
        "'POST /admin/replays HTTP/1.1\r\nHost: inbox\r\nContent-Length: 10\r\n\r\n{', 4",
    })
    void whoStallsIsAnswered(String begun, String status) throws Exception {
        try (var connection = new OpenConnection(program.port())) {
            Answer answer = connection.send(begun.getBytes(ISO_8859_1), true);
            assertTrue(Integer.toString(answer.status()).startsWith(status), answer.head());
            assertTrue(answer.closes() || status.equals("4"), answer.head());
        }
    }

    @Test
    void nothingThatIsAskedMakesANewSeries() throws Exception {
        var kinds =
                List.of("/api/events", "/admin/audit", "/console", "/webhooks/textus", "/webhooks/", "/q/health/", "/");
        invent(kinds, INVENTED);
        var round = new AtomicInteger(1);
        // What a loop or a gauge shows of itself when it first runs may come in between: then in a round and no more,
        // where a label
        // with a value of a request would make some in each.
        await("a round of requests without a new series")
                .atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> {
                    Set<String> before = series();
                    invent(kinds, round.incrementAndGet() * INVENTED);
                    Set<String> more = series();
                    more.removeAll(before);
                    assertEquals(List.of(), List.copyOf(more));
                });
        List<String> named =
                series().stream().filter(each -> each.contains("Odd")).toList();
        assertEquals(List.of(), named, "labels with values of requests");
    }

    private static void invent(List<String> kinds, int from) throws IOException {
        for (String kind : kinds) {
            try (var connection = new OpenConnection(program.port())) {
                for (int i = from; i < from + INVENTED / kinds.size(); i++) {
                    String path = kind + (kind.endsWith("/") ? "Odd" + i : i % 2 == 0 ? "" : "/Odd" + i);
                    String method = i % 3 == 0 ? "GET" : i % 3 == 1 ? "POST" : "ODD" + i;
                    connection.send(request(method, path, "", new byte[0]), true);
                }
            }
        }
    }

    private static Set<String> series() throws Exception {
        var series = new TreeSet<String>();
        program.client()
                .get("/q/metrics")
                .body()
                .lines()
                .filter(line -> !line.startsWith("#"))
                .forEach(line -> series.add(line.substring(0, line.lastIndexOf(' '))));
        return series;
    }

    private static Answer post(String target, String body) throws IOException {
        return send("POST", target, signature(body), body.getBytes(UTF_8));
    }

    private static Answer send(String method, String target, String headers, byte[] body) throws IOException {
        try (var connection = new OpenConnection(program.port())) {
            return connection.send(request(method, target, headers, body), !method.equals("HEAD"));
        }
    }

    private static byte[] request(String method, String target, String headers, byte[] body) {
        var request = new ByteArrayOutputStream();
        String host = headers.startsWith("Host:") ? "" : "Host: inbox\r\n";
        request.writeBytes((method + ' ' + target + " HTTP/1.1\r\n" + host + headers + "Content-Length: " + body.length
                        + "\r\n\r\n")
                .getBytes(ISO_8859_1));
        request.writeBytes(body);
        return request.toByteArray();
    }

    private static String signature(String body) {
        byte[] hmac = Keys.hmac(Keys.SECRET.getBytes(UTF_8), body.getBytes(UTF_8));
        return "X-TextUs-Signature: " + HexFormat.of().formatHex(hmac) + "\r\n";
    }

    private static void assertProblem(int status, Answer answer) throws IOException {
        assertEquals(status, answer.status(), answer.head());
        assertEquals("application/problem+json", header(answer, "content-type"), answer.head());
        assertEquals(status, InboxClient.parse(answer.body()).get("status").asInt());
    }

    private static String header(Answer answer, String name) {
        List<String> values = new ArrayList<>();
        answer.head().lines().forEach(line -> {
            if (line.regionMatches(true, 0, name + ':', 0, name.length() + 1)) {
                values.add(line.substring(name.length() + 1).strip());
            }
        });
        return String.join(",", values);
    }
}
