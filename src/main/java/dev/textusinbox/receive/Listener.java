package dev.textusinbox.receive;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.nio.AbstractNioChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** A socket that accepts connections. */
final class Listener {
    private static final Logger LOG = Logger.getLogger(Listener.class);
    /** Under a flood of connections it is closed all the same. */
    private static final int MAX_FETCHED = 10_000;

    /** Those who ask again and again, and wait for each answer, are all there after it. */
    private static final int GATHER_MILLIS = 20;

    private final Channel channel;
    private volatile int accepted;

    Listener(Channel channel) {
        this.channel = channel;
        channel.pipeline().addFirst(new ChannelInboundHandlerAdapter() {
            @Override
            public void channelRead(ChannelHandlerContext context, Object connection) {
                count();
                context.fireChannelRead(connection);
            }
        });
    }

    /** Only its loop does. */
    @SuppressWarnings("NonAtomicVolatileUpdate")
    private void count() {
        accepted++;
    }

    int accepted() {
        return accepted;
    }

    /**
     * Closes it. What the kernel has accepted and nobody has fetched is reset with the socket. So it is taken out of its loop,
     * since the JDK closes a socket that a selector knows only with the loop's next round; whoever connects meanwhile waits in
     * the kernel and sends nothing else; then all are fetched, and the socket is closed in the same breath.
     */
    boolean close(long millis) {
        if (channel.unsafe() instanceof AbstractNioChannel.NioUnsafe nio
                && nio.ch() instanceof ServerSocketChannel socket) {
            var unused = channel.deregister().addListener(done -> fetchAndCloseSoon(socket));
        } else {
            closeNow();
        }
        return channel.closeFuture().awaitUninterruptibly(millis);
    }

    private void fetchAndCloseSoon(ServerSocketChannel socket) {
        var unused = channel.eventLoop().schedule(() -> fetchAndClose(socket), GATHER_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void fetchAndClose(ServerSocketChannel socket) {
        if (socket.isRegistered()) {
            fetchAndCloseSoon(socket);
            return;
        }
        List<SocketChannel> last = new ArrayList<>();
        try (socket) {
            for (var next = socket.accept(); next != null && last.size() < MAX_FETCHED; next = socket.accept()) {
                last.add(next);
            }
        } catch (IOException e) {
            LOG.warnf("Connections that came last are not answered: %s", e);
        }
        last.forEach(connection -> channel.pipeline().fireChannelRead(new NioSocketChannel(channel, connection)));
        closeNow();
    }

    private void closeNow() {
        var unused = channel.close();
    }
}
