package dev.textusinbox.receive;

import static java.time.Duration.ofMillis;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Clients that connect again and again, each as soon as it has its answer, as long as somebody listens. */
class ListenerTest {
    private static final int CLIENTS = 6;
    private static final int STOPS = 100;

    private final AtomicInteger answers = new AtomicInteger();

    @Test
    void whoeverConnectsBeforeItIsClosedIsAnswered() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
        var loops = new NioEventLoopGroup(2);
        int broken = 0;
        try {
            for (int stop = 0; stop < STOPS; stop++) {
                Channel server = new ServerBootstrap()
                        .group(loops)
                        .channel(NioServerSocketChannel.class)
                        .childHandler(new Echo())
                        .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                        .sync()
                        .channel();
                var listener = new Listener(server);
                int port = ((InetSocketAddress) server.localAddress()).getPort();
                int before = answers.get();
                List<Future<Boolean>> clients = new ArrayList<>();
                for (int i = 0; i < CLIENTS; i++) {
                    clients.add(threads.submit(() -> askUntilRefused(port)));
                }
                await().pollInterval(ofMillis(1)).until(() -> answers.get() > before + 50);
                assertTrue(listener.close(5_000));
                for (Future<Boolean> client : clients) {
                    if (!client.get(10, TimeUnit.SECONDS)) {
                        broken++;
                    }
                }
            }
        } finally {
            threads.shutdownNow();
            loops.shutdownGracefully(0, 0, TimeUnit.SECONDS).sync();
        }
        assertEquals(0, broken, "connections that ended unanswered, in " + STOPS + " stops");
    }

    private boolean askUntilRefused(int port) throws IOException {
        while (true) {
            Socket socket;
            try {
                socket = new Socket(InetAddress.getLoopbackAddress(), port);
            } catch (SocketException refused) {
                return true;
            }
            try (socket) {
                socket.getOutputStream().write('?');
                if (socket.getInputStream().read() < 0) {
                    return false;
                }
                answers.incrementAndGet();
            } catch (IOException e) {
                return false;
            }
        }
    }

    private static final class Echo extends ChannelInitializer<Channel> {
        @Override
        protected void initChannel(Channel channel) {
            channel.pipeline().addLast(new ChannelInboundHandlerAdapter() {
                @Override
                public void channelRead(ChannelHandlerContext context, Object bytes) {
                    var unused = context.writeAndFlush(bytes).addListener(ChannelFutureListener.CLOSE);
                }
            });
        }
    }
}
