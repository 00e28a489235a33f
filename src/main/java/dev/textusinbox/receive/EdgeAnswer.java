package dev.textusinbox.receive;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;

/** An answer as a connection gives it by itself, without the server: made once, given as often as is wanted. */
final class EdgeAnswer {
    private final HttpResponseStatus status;
    private final ByteBuf body;
    private final HttpHeaders headers =
            DefaultHttpHeadersFactory.headersFactory().newHeaders();

    /** @param answer one that asks to try again */
    EdgeAnswer(Answer answer) {
        status = HttpResponseStatus.valueOf(answer.status());
        byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
        body = Unpooled.unreleasableBuffer(Unpooled.wrappedBuffer(bytes));
        headers.set(HttpHeaderNames.CONTENT_TYPE, answer.contentType())
                .set(HttpHeaderNames.CONTENT_LENGTH, Integer.toString(bytes.length))
                .set(HttpHeaderNames.RETRY_AFTER, Integer.toString(answer.retryAfter()));
    }

    /** One of its own for each request: the one who writes it may add to its headers. */
    FullHttpResponse response() {
        return new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1,
                status,
                body.duplicate(),
                headers.copy(),
                DefaultHttpHeadersFactory.trailersFactory().newHeaders());
    }
}
