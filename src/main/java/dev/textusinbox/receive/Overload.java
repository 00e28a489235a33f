package dev.textusinbox.receive;

import dev.textusinbox.log.EventLog;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;

/** Whether more comes than can be taken, and what is answered then. */
final class Overload {
    private final Sources sources;
    private final EventLog log;
    private final ReceiveMeters meters;
    private final Answer answer = Answer.to(new Reception.Overloaded());
    private final ByteBuf body;
    private final HttpHeaders headers =
            DefaultHttpHeadersFactory.headersFactory().newHeaders();

    Overload(Sources sources, EventLog log, ReceiveMeters meters) {
        this.sources = sources;
        this.log = log;
        this.meters = meters;
        byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
        body = Unpooled.unreleasableBuffer(Unpooled.directBuffer(bytes.length).writeBytes(bytes));
        headers.set(HttpHeaderNames.CONTENT_TYPE, answer.contentType())
                .set(HttpHeaderNames.CONTENT_LENGTH, Integer.toString(bytes.length))
                .set(HttpHeaderNames.RETRY_AFTER, Integer.toString(answer.retryAfter()));
    }

    /** Whether this request, whose body has not been read yet, is refused. Counts it as taken or refused. */
    boolean refuses(HttpRequest request, EventLoop loop) {
        Source source =
                WebhookRoute.isWebhook(request.uri()) ? sources.find(WebhookRoute.sourceName(request.uri())) : null;
        if (source == null || (!log.isFull() && LoopRound.current(loop).hasTime())) {
            return false;
        }
        meters.answered(source.name, answer);
        return true;
    }

    /** The answer to the one who is refused; the next one has its own. */
    FullHttpResponse response() {
        return new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1,
                HttpResponseStatus.valueOf(answer.status()),
                body.duplicate(),
                headers.copy(),
                DefaultHttpHeadersFactory.trailersFactory().newHeaders());
    }
}
