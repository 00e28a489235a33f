package dev.textusinbox.outbound;

import dev.textusinbox.platform.http.HttpUrl;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.util.concurrent.DefaultThreadFactory;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;

/**
 * Makes the clients that post to others. They share event loops of their own: a receiver that keeps these busy does not keep
 * the webhooks waiting. No thread is there before the first client is.
 */
@Singleton
public class OutboundHttp implements AutoCloseable {
    /** One does some ten thousand posts a second; more of them are for TLS on larger machines. */
    private static final int MAX_LOOPS = 4;

    private EventLoopGroup loops;
    private SslContext tls;

    /**
     * A client for one URL.
     *
     * @param timeout for everything, from the host's name to the answer's head
     * @param connections how many are kept when they are idle
     */
    public HttpPoster poster(HttpUrl url, Duration timeout, int connections) {
        return new HttpPoster(url, timeout, connections, loops(), url.tls() ? tls() : null);
    }

    private synchronized EventLoopGroup loops() {
        if (loops == null) {
            int count = Math.max(1, Math.min(MAX_LOOPS, Runtime.getRuntime().availableProcessors() / 2));
            loops = new NioEventLoopGroup(count, new DefaultThreadFactory("outbound-http", true));
        }
        return loops;
    }

    /** Trusts what the Java machine trusts, {@code javax.net.ssl.trustStore} included. */
    private synchronized SslContext tls() {
        if (tls == null) {
            try {
                tls = SslContextBuilder.forClient().sslProvider(SslProvider.JDK).build();
            } catch (SSLException e) {
                throw new IllegalStateException("TLS can't be set up", e);
            }
        }
        return tls;
    }

    @Override
    @PreDestroy
    public synchronized void close() {
        if (loops != null) {
            var unused = loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
        }
    }
}
