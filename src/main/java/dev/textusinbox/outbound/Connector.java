package dev.textusinbox.outbound;

import dev.textusinbox.platform.http.HttpUrl;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.timeout.IdleStateHandler;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Makes connections to one receiver. */
final class Connector {
    /** Many servers close theirs after 5 s, and a post that crosses that on its way would be lost. */
    private static final long MAX_IDLE_SECONDS = 4;

    private static final int READ_AT_ONCE = 4096;

    private final HttpUrl url;
    private final SslContext tls;
    private final long timeoutMillis;
    private final Causes causes;
    private final IdleConnections idle;
    private final Bootstrap bootstrap;

    /** @param tls null: none */
    Connector(HttpUrl url, Duration timeout, EventLoopGroup loops, SslContext tls, IdleConnections idle) {
        this.url = url;
        this.tls = tls;
        // The exchange's own deadline comes before it, and tells more.
        this.timeoutMillis = timeout.toMillis() + 1;
        this.causes = new Causes(url.authority(), timeout);
        this.idle = idle;
        this.bootstrap = bootstrap(loops);
    }

    // AUTO_CLOSE: a receiver may answer, say 413, and close before it has read all: what it said must not go with the
    // write's failure.
    @SuppressWarnings("deprecation")
    private Bootstrap bootstrap(EventLoopGroup loops) {
        return new Bootstrap()
                .group(loops)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.AUTO_CLOSE, false)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) Math.min(timeoutMillis, Integer.MAX_VALUE))
                .option(ChannelOption.RCVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(READ_AT_ONCE))
                .handler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        initialize(channel);
                    }
                });
    }

    private void initialize(SocketChannel channel) {
        channel.pipeline().addLast(new IdleStateHandler(0, 0, MAX_IDLE_SECONDS, TimeUnit.SECONDS));
        if (tls != null) {
            SslHandler handler = tls.newHandler(channel.alloc(), url.host(), url.port());
            var parameters = handler.engine().getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            handler.engine().setSSLParameters(parameters);
            handler.setHandshakeTimeoutMillis(timeoutMillis);
            channel.pipeline().addLast(handler);
        }
        channel.pipeline().addLast(new Connection(channel, causes, idle, tls == null).handlers());
    }

    /**
     * Begins an exchange on a new connection. The name is looked up on the caller's thread: that may take long, and would hold
     * up all others on an event loop.
     */
    void connect(HttpExchange exchange, FullHttpRequest request) throws UnknownHostException {
        InetAddress address = InetAddress.getByName(url.host());
        ChannelFuture connecting = bootstrap.connect(new InetSocketAddress(address, url.port()));
        exchange.over(connecting.channel());
        connecting.addListener(done -> {
            if (done.isSuccess()) {
                connecting.channel().pipeline().get(Connection.class).begin(exchange, request);
            } else {
                exchange.end(causes.ofConnecting(done.cause()));
            }
        });
    }
}
