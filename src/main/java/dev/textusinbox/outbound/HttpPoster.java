package dev.textusinbox.outbound;

import dev.textusinbox.outbound.PostResult.Cause;
import dev.textusinbox.platform.http.HttpUrl;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoopGroup;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.ssl.SslContext;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;

/**
 * Posts to one URL in HTTP/1.1, without redirects or proxies. The status decides, as soon as the head of the answer is there;
 * of the body its first 2 kB are waited for, and not for long. A connection is used again only if its answer was read to its
 * end; any other is closed.
 */
public final class HttpPoster implements AutoCloseable {
    /** How much of an answer's body is read. */
    public static final int MAX_BODY = 2048;

    private static final String USER_AGENT = "textus-inbox";

    private final HttpUrl url;
    private final Optional<String> basic;
    private final Causes causes;
    private final Duration timeout;
    private final Connector connector;
    private final IdleConnections idle;

    HttpPoster(HttpUrl url, Duration timeout, int connections, EventLoopGroup loops, SslContext tls) {
        this.url = url;
        this.basic = url.basic();
        this.causes = new Causes(url.authority(), timeout);
        this.timeout = timeout;
        this.idle = new IdleConnections(connections);
        this.connector = new Connector(url, timeout, loops, tls, idle);
    }

    /**
     * Posts, and waits for what comes of it.
     *
     * @throws InterruptedException if the thread is interrupted; the connection is closed then
     */
    public PostResult post(Post post) throws InterruptedException {
        long deadline = deadline();
        for (Connection kept = idle.take(); kept != null; kept = idle.take()) {
            HttpExchange exchange = new HttpExchange(causes, deadline);
            exchange.over(kept.channel());
            kept.begin(exchange, request(post));
            PostResult result = exchange.await();
            if (exchange.isConnected() && !hasEnded(result)) {
                return result;
            }
            if (exchange.isConnected()) {
                // The receiver closed it while it was idle, as far as can be known: a new one tells (RFC 9112, 9.3.1).
                break;
            }
            // It was closed before anything was sent.
        }
        try {
            HttpExchange exchange = new HttpExchange(causes, deadline);
            connector.connect(exchange, request(post));
            return exchange.await();
        } catch (UnknownHostException e) {
            return causes.failed(Cause.NAME_NOT_FOUND);
        }
    }

    /** Whether a connection has ended without an answer. */
    private static boolean hasEnded(PostResult result) {
        return result instanceof PostResult.PostFailed failed
                && (failed.cause() == Cause.CLOSED || failed.cause() == Cause.RESET);
    }

    /** A little before the caller's own limit, which knows less of what went wrong. */
    private long deadline() {
        Duration margin = timeout.dividedBy(10);
        Duration most = Duration.ofMillis(200);
        Duration left = timeout.minus(margin.compareTo(most) < 0 ? margin : most);
        return System.nanoTime() + left.toNanos();
    }

    private FullHttpRequest request(Post post) {
        var headers = post.headers();
        headers.set(HttpHeaderNames.HOST, url.authority());
        headers.set(HttpHeaderNames.USER_AGENT, USER_AGENT);
        headers.set(HttpHeaderNames.CONTENT_LENGTH, Integer.toString(post.body().length));
        basic.ifPresent(value -> headers.set(HttpHeaderNames.AUTHORIZATION, value));
        return new DefaultFullHttpRequest(
                HttpVersion.HTTP_1_1,
                HttpMethod.POST,
                url.path(),
                Unpooled.wrappedBuffer(post.body()),
                headers,
                EmptyHttpHeaders.INSTANCE);
    }

    /** Closes what is idle; what is in hand goes on, and its connection is closed after it. */
    @Override
    public void close() {
        idle.close();
    }
}
