package dev.textusinbox.outbound;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.textusinbox.outbound.OddAnswers.Odd;
import dev.textusinbox.outbound.PostResult.Answered;
import dev.textusinbox.outbound.PostResult.Cause;
import dev.textusinbox.outbound.PostResult.PostFailed;
import dev.textusinbox.platform.http.HttpUrl;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is made of receivers of every kind; each connection whose answer was not read to its end is closed. */
class HttpPosterTest {
    private static final String HELLO = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 5\r\n\r\nhello";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final OutboundHttp HTTP = new OutboundHttp();

    private final RawReceiver receiver = new RawReceiver(RawReceiver.says(HELLO));

    @AfterAll
    static void closeAll() {
        HTTP.close();
    }

    @AfterEach
    void close() {
        receiver.close();
    }

    static Stream<Odd> odd() {
        return OddAnswers.all().values().stream();
    }

    @ParameterizedTest
    @MethodSource("odd")
    void anOddAnswerIsWhatItsHeadSaysAndItsConnectionIsClosed(Odd odd) throws Exception {
        receiver.answer(odd.script());
        Duration timeout = odd.result().contains("TIMEOUT") ? Duration.ofMillis(300) : PATIENCE;
        try (HttpPoster poster = poster(receiver.url(), timeout)) {
            PostResult result = poster.post(new Post(new byte[100]));
            List<String> expected = List.of(odd.result().split("\\|", -1));
            assertTrue(expected.contains(told(result)), () -> odd + " gave " + result);
            if (result instanceof Answered answer) {
                assertTrue(answer.body().length <= HttpPoster.MAX_BODY);
            }
        }
        await("nothing stays open").atMost(PATIENCE).until(receiver::open, open -> open == 0);
    }

    @Test
    void whatIsReadToItsEndIsUsedAgain() throws Exception {
        try (HttpPoster poster = poster(receiver.url(), PATIENCE)) {
            for (int i = 0; i < 20; i++) {
                Answered answer = assertInstanceOf(Answered.class, poster.post(new Post(new byte[i])));
                assertEquals(Optional.of("text/plain"), answer.contentType());
                assertArrayEquals("hello".getBytes(UTF_8), answer.body());
                assertEquals(1, receiver.open());
            }
        }
    }

    @Test
    void anIdleConnectionThatTheReceiverClosesCostsNoPost() throws Exception {
        try (HttpPoster poster = poster(receiver.url(), PATIENCE)) {
            assertEquals("200", told(poster.post(new Post(new byte[1]))));
            receiver.answer(RawReceiver.saysAndCloses(HELLO));
            assertEquals("200", told(poster.post(new Post(new byte[1]))));
            await().atMost(PATIENCE).until(receiver::open, open -> open == 0);
            assertEquals("200", told(poster.post(new Post(new byte[1]))));
        }
    }

    @Test
    void aKeptConnectionThatEndsWithoutAnAnswerIsFollowedByOneNewOne() throws Exception {
        try (HttpPoster poster = poster(receiver.url(), PATIENCE)) {
            assertEquals("200", told(poster.post(new Post(new byte[1]))));
            receiver.answer((request, socket) -> {
                receiver.answer(RawReceiver.says(HELLO));
                socket.close();
            });
            assertEquals("200", told(poster.post(new Post(new byte[1]))));
            assertEquals(3, receiver.count());
            receiver.answer((request, socket) -> socket.close());
            assertEquals("CLOSED", told(poster.post(new Post(new byte[1]))));
            assertEquals(5, receiver.count(), "once more, and not for ever");
        }
    }

    @Test
    void bytesThatNobodyAskedForAreNotTheNextAnswer() throws Exception {
        receiver.answer((request, socket) -> {
            RawReceiver.says(HELLO).answer(request, socket);
            RawReceiver.says("HTTP/1.1 500 late\r\nContent-Length: 0\r\n\r\n").answer(request, socket);
        });
        try (HttpPoster poster = poster(receiver.url(), PATIENCE)) {
            assertEquals("200", told(poster.post(new Post(new byte[1]))));
            await().atMost(PATIENCE).until(receiver::open, open -> open == 0);
            assertEquals("200", told(poster.post(new Post(new byte[1]))));
        }
    }

    @Test
    void anAnswerThatComesBeforeTheRequestIsReadCounts() throws Exception {
        byte[] large = new byte[8_000_000];
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                HttpPoster poster = poster("http://127.0.0.1:" + server.getLocalPort(), PATIENCE)) {
            var threads = Executors.newSingleThreadExecutor();
            var socket = threads.submit(() -> {
                Socket accepted = server.accept();
                accepted.getOutputStream().write("HTTP/1.1 413 too large\r\nConnection: close\r\n\r\n".getBytes(UTF_8));
                return accepted;
            });
            assertEquals("413", told(poster.post(new Post(large))));
            socket.get().close();
            threads.shutdown();
        }
    }

    @Test
    void whoIsInterruptedComesBackAndTheConnectionIsClosed() throws Exception {
        receiver.answer((request, socket) -> {});
        try (HttpPoster poster = poster(receiver.url(), PATIENCE)) {
            Thread caller = Thread.currentThread();
            var threads = Executors.newSingleThreadExecutor();
            var interrupting = threads.submit(() -> {
                await().atMost(PATIENCE).until(receiver::count, count -> count == 1);
                caller.interrupt();
            });
            assertThrows(InterruptedException.class, () -> poster.post(new Post(new byte[1])));
            interrupting.get();
            threads.shutdown();
        }
        await().atMost(PATIENCE).until(receiver::open, open -> open == 0);
    }

    @Test
    void aUserInTheUrlIsSentAsBasicAndNeverShown() throws Exception {
        String url = "http://us%20er:p%3Ass%C3%A9@127.0.0.1:" + receiver.port() + "/a?key=hunter2";
        try (HttpPoster poster = poster(url, PATIENCE)) {
            assertEquals("200", told(poster.post(new Post(new byte[1]))));
        }
        var request = receiver.requests().get(0);
        // "us er:p:ssé" in UTF-8
        assertEquals("Basic dXMgZXI6cDpzc8Op", request.header("authorization"));
        assertTrue(request.head().startsWith("POST /a?key=hunter2 HTTP/1.1\r\n"), request.head());
        assertEquals("127.0.0.1:" + receiver.port(), request.header("host"));
        receiver.answer((asked, socket) -> socket.close());
        try (HttpPoster poster = poster(url, PATIENCE)) {
            PostFailed failed = assertInstanceOf(PostFailed.class, poster.post(new Post(new byte[1])));
            assertEquals("connection closed before an answer: 127.0.0.1:" + receiver.port(), failed.text());
        }
    }

    @Test
    void aHeaderMayHaveAnyValue() throws Exception {
        try (HttpPoster poster = poster(receiver.url(), PATIENCE)) {
            poster.post(new Post(new byte[1])
                    .header("A", "créé\r\nB: b")
                    .header("C", "100% plain")
                    .header("D", "短信"));
        }
        var request = receiver.requests().get(0);
        assertEquals("cr%C3%A9%C3%A9%0D%0AB: b", request.header("a"));
        assertEquals("100% plain", request.header("c"));
        assertEquals("%E7%9F%AD%E4%BF%A1", request.header("d"));
        assertNull(request.header("b"));
    }

    @Test
    void anUnknownNameAndARefusedConnectionAreToldApart() throws Exception {
        assertEquals(
                "name not found: nobody.invalid",
                failed("http://nobody.invalid/x", PATIENCE).text());
        assertEquals(
                Cause.NAME_NOT_FOUND,
                failed("http://my_host.invalid/", PATIENCE).cause());
        int port;
        try (ServerSocket closed = new ServerSocket(0)) {
            port = closed.getLocalPort();
        }
        PostFailed refused = failed("http://127.0.0.1:" + port, PATIENCE);
        assertEquals(new PostFailed(Cause.REFUSED, "connection refused: 127.0.0.1:" + port), refused);
    }

    @Test
    void aConnectionThatIsNeverTakenIsATimeOutInConnecting() throws Exception {
        List<Socket> queue = new ArrayList<>();
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            // Nobody accepts: once the queue is full, the kernel answers no more.
            while (queue.size() < 20) {
                Socket each = new Socket();
                queue.add(each);
                try {
                    each.connect(full.getLocalSocketAddress(), 300);
                } catch (SocketTimeoutException e) {
                    break;
                }
            }
            String url = "http://127.0.0.1:" + full.getLocalPort();
            assertEquals(
                    Cause.CONNECT_TIMEOUT, failed(url, Duration.ofMillis(300)).cause());
        } finally {
            for (Socket each : queue) {
                each.close();
            }
        }
    }

    private static PostFailed failed(String url, Duration timeout) throws InterruptedException {
        try (HttpPoster poster = poster(url, timeout)) {
            return assertInstanceOf(PostFailed.class, poster.post(new Post(new byte[1])));
        }
    }

    private static HttpPoster poster(String url, Duration timeout) {
        return HTTP.poster(HttpUrl.of(url), timeout, 16);
    }

    private static String told(PostResult result) {
        return result instanceof Answered answer
                ? Integer.toString(answer.status())
                : ((PostFailed) result).cause().name();
    }
}
