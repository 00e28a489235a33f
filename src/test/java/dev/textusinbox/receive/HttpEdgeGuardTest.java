package dev.textusinbox.receive;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.textusinbox.platform.http.OutgoingBytes;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContentCompressor;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One connection, without the server behind it. */
class HttpEdgeGuardTest {
    private static final String POST = "POST /webhooks/textus HTTP/1.1\r\n";

    private final OpenConnections connections = new OpenConnections(2);
    private final BodyBudget budget = new BodyBudget(100_000);
    private final EmbeddedChannel channel = open();

    private EmbeddedChannel open() {
        var guard = new HttpEdgeGuard(
                connections, new EdgePolicy("textus"::equals), budget, new OutgoingBytes(Long.MAX_VALUE));
        var opened = new EmbeddedChannel(
                guard.beforeDecoder(), new HttpRequestDecoder(), new HttpContentCompressor(), guard.afterDecoder());
        opened.freezeTime();
        return opened;
    }

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/webhooks/textus?t=100%",
                "/webhooks/textus?{",
                "/webhooks/textus?a[]=|",
                "//webhooks/textus",
                "http://inbox/webhooks/textus?%"
            })
    void aWebhookReachesTheServerByItsPlainPath(String target) {
        read("POST " + target + " HTTP/1.1\r\nContent-Length: 0\r\n\r\n");
        assertEquals(List.of("POST /webhooks/textus"), reachedServer());
    }

    @Test
    void noSourcesNameButAKnownOneReachesTheServer() {
        read("POST /webhooks/{odd}? HTTP/1.1\r\nContent-Length: 0\r\n\r\n");
        assertEquals(List.of("POST /webhooks/-"), reachedServer());
    }

    @Test
    void methodsThatHttpDoesNotKnowReachTheServerAsOne() {
        read("FOO /api/events HTTP/1.1\r\n\r\n");
        read("get /api/events HTTP/1.1\r\n\r\n");
        assertEquals(List.of("OTHER /api/events", "OTHER /api/events"), reachedServer());
    }

    @Test
    void aQueryThatIsNoneIsAProblemThatNamesTheParameter() {
        read("GET /api/events?limit=1&type=100% HTTP/1.1\r\n\r\n");
        assertEquals(List.of(), reachedServer());
        var answer = answer();
        assertEquals(400, answer.status().code());
        assertEquals("application/problem+json", answer.headers().get(HttpHeaderNames.CONTENT_TYPE));
        assertTrue(answer.content().toString(UTF_8).contains("\"parameter\":\"type\""));
        answer.release();
    }

    @ParameterizedTest
    @CsvSource({
        "'POST /webhooks/textus HTTP/1.1\r\nHost: x\r\n', 504",
        "'POST /webho', 504",
        "'P', 504",
        "'GET /api/events HTTP/1.1\r\nHost: x\r\n', 408",
        "'GET /api/ev', 408",
        "'POST /webhooks/textus HTTP/1.1\r\nContent-Length: 5\r\n\r\nhe', 504",
        "'POST /admin/replays HTTP/1.1\r\nContent-Length: 5\r\n\r\nhe', 408",
    })
    void whoStallsIsAnsweredAndLeft(String begun, int status) {
        read(begun);
        channel.advanceTimeBy(9, TimeUnit.SECONDS);
        channel.runScheduledPendingTasks();
        assertEquals(List.of(), answers());
        for (int i = 0; i < 2; i++) {
            channel.advanceTimeBy(10, TimeUnit.SECONDS);
            channel.runScheduledPendingTasks();
        }
        assertEquals(List.of(status + " close"), answers());
        assertFalse(channel.isOpen());
    }

    @Test
    void whoSendsABodySlowlyIsNotStalling() {
        read(POST + "Content-Length: 5\r\n\r\n");
        for (int i = 0; i < 4; i++) {
            channel.advanceTimeBy(9, TimeUnit.SECONDS);
            channel.runScheduledPendingTasks();
            read("x");
        }
        assertTrue(channel.isOpen());
        assertEquals(List.of(), answers());
    }

    @Test
    void aConnectionThatWaitsForItsNextRequestIsNotStalling() {
        read(POST + "Content-Length: 5\r\n\r\nhello");
        serverAnswers(202);
        channel.advanceTimeBy(60, TimeUnit.SECONDS);
        channel.runScheduledPendingTasks();
        assertTrue(channel.isOpen());
        assertEquals(List.of("202 null"), answers());
    }

    @Test
    void answersOnWhatIsBrokenDoNotOvertakeTheServers() {
        read(POST + "Content-Length: 5\r\n\r\nhello" + POST + "Content-Length: abc\r\n\r\n");
        assertEquals(List.of(), answers());
        serverAnswers(202);
        assertEquals(List.of("202 null", "504 close"), answers());
        assertFalse(channel.isOpen());
    }

    @ParameterizedTest
    @CsvSource({
        "'GET /api HTTP/1.1\r\nContent-Length: abc\r\n\r\n', 400",
        "'POST /webhooks/textus HTTP/1.1\r\nContent-Length: abc\r\n\r\n', 504",
        "'POST /webhooks/textus HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n', 504",
        "'POST /api HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n', 400",
    })
    void whatIsNoHttpIsAnswered(String request, int status) {
        read(request);
        assertEquals(List.of(status + " close"), answers());
        assertFalse(channel.isOpen());
    }

    @Test
    void afterAnAnswerThatComesBeforeTheBodyNothingMoreIsRead() {
        read(POST + "Content-Length: 500000\r\n\r\nhello");
        reachedServer();
        serverAnswers(504);
        assertEquals(List.of("504 close"), answers());
        assertFalse(channel.isOpen());
    }

    @Test
    void whatIsSentFarAheadOfItsAnswersIsNotReadAndTheLastAnswerSaysSo() {
        for (int i = 0; i < 150; i++) {
            read("GET /api HTTP/1.1\r\n\r\n");
        }
        int reached = reachedServer().size();
        assertTrue(reached < 150, reached + " requests");
        for (int i = 0; i < reached; i++) {
            assertTrue(channel.isOpen());
            serverAnswers(200);
        }
        List<String> answers = answers();
        assertEquals("200 null", answers.get(0));
        assertEquals("200 close", answers.get(answers.size() - 1));
        assertFalse(channel.isOpen());
    }

    @Test
    void oneConnectionTooManyIsToldToTryAgain() {
        var second = open();
        var third = open();
        third.writeInbound(Unpooled.copiedBuffer(POST + "\r\n", US_ASCII));
        HttpResponse answer = third.readOutbound();
        assertEquals(504, answer.status().code());
        ReferenceCountUtil.release(answer);
        assertFalse(third.isOpen());
        second.finishAndReleaseAll();
        third.finishAndReleaseAll();
    }

    @Test
    void aHeadThatIsLongerThanThereIsRoomIsRefusedAndItsRoomGivenBack() {
        var small = new BodyBudget(10_000);
        var guard = new HttpEdgeGuard(
                connections, new EdgePolicy("textus"::equals), small, new OutgoingBytes(Long.MAX_VALUE));
        var opened = new EmbeddedChannel(
                guard.beforeDecoder(), new HttpRequestDecoder(65_536, 65_536, 8_192), guard.afterDecoder());
        String header = "X-Long: " + "a".repeat(5_000) + "\r\n";
        opened.writeInbound(Unpooled.copiedBuffer(POST + header, US_ASCII));
        while (opened.isOpen()) {
            opened.writeInbound(Unpooled.copiedBuffer(header, US_ASCII));
        }
        HttpResponse answer = opened.readOutbound();
        assertEquals(504, answer.status().code());
        ReferenceCountUtil.release(answer);
        opened.finishAndReleaseAll();
        assertEquals(0, small.taken());
    }

    @Test
    void whatWaitsForItsReaderIsCountedUntilItIsTakenOrTheConnectionEnds() {
        var outgoing = new OutgoingBytes(10_000);
        var guard = new HttpEdgeGuard(connections, new EdgePolicy("textus"::equals), budget, outgoing);
        var opened = new EmbeddedChannel(guard.beforeDecoder());
        var first = opened.write(Unpooled.buffer().writeZero(20_000));
        assertTrue(outgoing.areTooMany());
        opened.flush();
        assertTrue(first.isDone());
        assertFalse(outgoing.areTooMany());
        var second = opened.write(Unpooled.buffer().writeZero(20_000));
        var closed = opened.close();
        assertTrue(closed.isDone() && second.isDone());
        assertFalse(outgoing.areTooMany());
        opened.finishAndReleaseAll();
    }

    @Test
    void whileTheProgramStopsEachAnswerIsTheLastOfItsConnection() {
        connections.stopAccepting();
        read(POST + "Content-Length: 5\r\n\r\nhello");
        serverAnswers(202);
        assertEquals(List.of("202 close"), answers());
        assertFalse(channel.isOpen());
    }

    @Test
    void inTheEndWhoStillWaitsIsToldToTryAgainAndWhoAsksNothingIsLeft() {
        read(POST + "Content-Length: 5\r\n\r\nhello");
        var idle = open();
        connections.endIdle();
        run(idle);
        assertTrue(channel.isOpen());
        assertFalse(idle.isOpen());
        connections.endAll();
        run(channel);
        assertEquals(List.of("504 close"), answers());
        assertFalse(channel.isOpen());
    }

    private static void run(EmbeddedChannel loop) {
        loop.runPendingTasks();
    }

    private void read(String bytes) {
        channel.writeInbound(Unpooled.copiedBuffer(bytes, US_ASCII));
    }

    private void serverAnswers(int status) {
        channel.writeOutbound(
                new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status)),
                new DefaultLastHttpContent());
    }

    private List<String> reachedServer() {
        List<String> requests = new ArrayList<>();
        for (Object read = channel.readInbound(); read != null; read = channel.readInbound()) {
            if (read instanceof HttpRequest request) {
                requests.add(request.method() + " " + request.uri());
            }
            ReferenceCountUtil.release(read);
        }
        return requests;
    }

    private FullHttpResponse answer() {
        return channel.readOutbound();
    }

    private List<String> answers() {
        List<String> answers = new ArrayList<>();
        for (Object written = channel.readOutbound(); written != null; written = channel.readOutbound()) {
            if (written instanceof HttpResponse response) {
                HttpHeaders headers = response.headers();
                answers.add(response.status().code() + " " + headers.get(HttpHeaderNames.CONNECTION));
            }
            ReferenceCountUtil.release(written);
        }
        return answers;
    }
}
