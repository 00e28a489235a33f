package dev.textusinbox.receive;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OverloadGuardTest {
    private static final String HEAD = "POST /webhooks/textus HTTP/1.1\r\nContent-Length: 5\r\n";

    private boolean full = true;
    private final EmbeddedChannel channel = new EmbeddedChannel(
            new HttpRequestDecoder(), new OverloadGuard((request, loop) -> full, () -> response(504)));

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
    }

    @Test
    void answersWithoutTheServerAndReadsPastTheBody() {
        read(HEAD + "\r\nhe");
        assertEquals(List.of(504), answers());
        read("llo");
        assertEquals(List.of(), reachedServer());

        full = false;
        read(HEAD + "\r\nhello");
        assertEquals(List.of("POST"), reachedServer());
        assertTrue(channel.isOpen());
    }

    @Test
    void leavesToTheServerWhatComesBehindARequestThatItHasNotAnswered() {
        full = false;
        read(HEAD + "\r\nhello");
        full = true;
        read(HEAD + "\r\nhello");
        assertEquals(List.of("POST", "POST"), reachedServer());
        assertEquals(List.of(), answers());

        channel.writeOutbound(response(202), response(202));
        read(HEAD + "\r\nhello");
        assertEquals(List.of(202, 202, 504), answers());
    }

    @Test
    void leavesToTheServerWhoWaitsToBeToldToSendItsBody() {
        read(HEAD + "Expect: 100-continue\r\n\r\n");
        assertEquals(List.of("POST"), reachedServer());
        channel.writeOutbound(response(100), response(202));
        read("hello" + HEAD + "\r\nhello");
        assertEquals(List.of(100, 202, 504), answers());
    }

    @Test
    void closesAfterTheAnswerWhereTheClientWantsIt() {
        read(HEAD + "Connection: close\r\n\r\nhello");
        HttpResponse answer = channel.readOutbound();
        assertEquals("close", answer.headers().get(HttpHeaderNames.CONNECTION));
        ReferenceCountUtil.release(answer);
        assertFalse(channel.isOpen());
    }

    private void read(String bytes) {
        channel.writeInbound(Unpooled.copiedBuffer(bytes, US_ASCII));
    }

    private List<String> reachedServer() {
        List<String> methods = new ArrayList<>();
        for (HttpObject read = channel.readInbound(); read != null; read = channel.readInbound()) {
            if (read instanceof HttpRequest request) {
                methods.add(request.method().name());
            }
            ReferenceCountUtil.release(read);
        }
        return methods;
    }

    private List<Integer> answers() {
        List<Integer> statuses = new ArrayList<>();
        for (HttpResponse answer = channel.readOutbound(); answer != null; answer = channel.readOutbound()) {
            statuses.add(answer.status().code());
            ReferenceCountUtil.release(answer);
        }
        return statuses;
    }

    private static DefaultFullHttpResponse response(int status) {
        ByteBuf nothing = Unpooled.buffer(0);
        return new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status), nothing);
    }
}
