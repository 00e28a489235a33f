package dev.textusinbox.receive;

import dev.textusinbox.platform.problem.Problem;
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

    /** One of the webhook's. */
    EdgeAnswer(Answer answer) {
        this(answer.status(), answer.contentType(), answer.body(), answer.retryAfter());
    }

    /** To any other path; {@code retryAfter} in seconds, or 0 for none. */
    EdgeAnswer(Problem problem, int retryAfter) {
        this(problem.status(), Problem.MEDIA_TYPE, problem.json(), retryAfter);
    }

    private EdgeAnswer(int status, String contentType, String content, int retryAfter) {
        this.status = HttpResponseStatus.valueOf(status);
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        body = Unpooled.unreleasableBuffer(Unpooled.wrappedBuffer(bytes));
        headers.set(HttpHeaderNames.CONTENT_TYPE, contentType)
                .set(HttpHeaderNames.CONTENT_LENGTH, Integer.toString(bytes.length));
        if (retryAfter > 0) {
            headers.set(HttpHeaderNames.RETRY_AFTER, Integer.toString(retryAfter));
        }
    }

    /** One of its own for each request: the one who writes it may add to its headers. */
    FullHttpResponse response() {
        return response(body.duplicate());
    }

    /** As to a HEAD: it says how long its body is, and brings none. */
    FullHttpResponse responseWithoutBody() {
        return response(Unpooled.EMPTY_BUFFER);
    }

    private FullHttpResponse response(ByteBuf content) {
        return new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1,
                status,
                content,
                headers.copy(),
                DefaultHttpHeadersFactory.trailersFactory().newHeaders());
    }
}
