package dev.textusinbox.outbound;

import dev.textusinbox.outbound.PostResult.Cause;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequestEncoder;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.handler.timeout.IdleStateEvent;
import java.nio.channels.ClosedChannelException;

/** One connection to a receiver, and the exchange on it. All of it on its event loop. */
final class Connection extends SimpleChannelInboundHandler<HttpObject> {
    private final Causes causes;
    private final IdleConnections idle;
    private final AnswerDecoder decoder = new AnswerDecoder(this);
    private final SocketChannel channel;
    private boolean secured;
    private HttpExchange exchange;
    private FullHttpRequest unsent;
    private boolean sent;
    private boolean hasHead;
    private boolean reusable;
    private boolean begun;
    private PostResult failedBefore;

    /** @param secured whether there is nothing to be done before the first request */
    Connection(SocketChannel channel, Causes causes, IdleConnections idle, boolean secured) {
        this.channel = channel;
        this.causes = causes;
        this.idle = idle;
        this.secured = secured;
    }

    /** In the order of the pipeline. */
    ChannelHandler[] handlers() {
        return new ChannelHandler[] {new HttpRequestEncoder(), decoder, this};
    }

    Channel channel() {
        return channel;
    }

    /** From any thread. */
    void close() {
        var unused = channel.close();
    }

    /** From any thread. */
    void begin(HttpExchange next, FullHttpRequest request) {
        if (!channel.eventLoop().inEventLoop()) {
            channel.eventLoop().execute(() -> begin(next, request));
            return;
        }
        exchange = next;
        begun = true;
        sent = false;
        hasHead = false;
        reusable = false;
        decoder.begin();
        if (!channel.isActive()) {
            end(failedBefore != null ? failedBefore : causes.failed(Cause.CLOSED));
        } else if (secured) {
            send(request);
        } else {
            unsent = request;
        }
    }

    private void send(FullHttpRequest request) {
        HttpExchange of = exchange;
        of.connected();
        // A write that fails is no end: there may be an answer, and else the connection's own end tells why.
        channel.writeAndFlush(request).addListener(done -> sent = done.isSuccess() && exchange == of);
    }

    boolean isAnswering() {
        return exchange != null;
    }

    boolean hasHead() {
        return hasHead;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, HttpObject message) {
        if (exchange == null) {
            return;
        }
        if (message instanceof HttpResponse head) {
            head(head);
        }
        if (exchange != null && hasHead && message instanceof HttpContent content) {
            body(content);
        }
    }

    private void head(HttpResponse head) {
        boolean unreadable = head.decoderResult().isFailure();
        if (Malformed.isCut(head)) {
            return;
        }
        if (unreadable && !Malformed.isLengthOnly(head)) {
            notHttp(Malformed.why(head.decoderResult().cause()));
            return;
        }
        if (!Malformed.isHttp1(head)) {
            notHttp("its version or its status is none");
            return;
        }
        int status = head.status().code();
        if (head.status().codeClass() == HttpStatusClass.INFORMATIONAL && status != 101) {
            return;
        }
        hasHead = true;
        reusable = !unreadable && HttpUtil.isKeepAlive(head) && !Malformed.hasBodyAgainstItsStatus(head);
        exchange.head(head);
        if (unreadable || status == 101) {
            end(null);
        }
    }

    private void body(HttpContent content) {
        if (content.decoderResult().isFailure()) {
            end(null);
            return;
        }
        boolean full = exchange.body(content.content());
        if (content instanceof LastHttpContent) {
            end(null, reusable && sent && !full && !decoder.hasMore() && channel.isActive());
        } else if (full) {
            end(null);
        }
    }

    void notHttp(String why) {
        end(causes.failed(Cause.NOT_HTTP, why));
    }

    private void end(PostResult failure) {
        end(failure, false);
    }

    /**
     * @param failure null: what the head says
     * @param again whether the connection is for the next post, which may come before this returns
     */
    private void end(PostResult failure, boolean again) {
        HttpExchange ended = exchange;
        exchange = null;
        unsent = null;
        if (!again || !idle.offer(this)) {
            close();
        }
        if (ended != null) {
            ended.end(failure);
        } else if (!begun && failedBefore == null) {
            // A receiver may speak before it is known here that there is a connection: its exchange is to hear of that.
            failedBefore = failure;
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        if (exchange != null && hasHead) {
            exchange.bodyMayTakeLong();
        }
        ctx.fireChannelReadComplete();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        end(secured ? causes.failed(Cause.CLOSED) : causes.ofHandshake(new ClosedChannelException()));
        idle.remove(this);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof IdleStateEvent && exchange == null && idle.remove(this)) {
            close();
        } else if (event instanceof SslHandshakeCompletionEvent handshake) {
            secured = handshake.isSuccess();
            if (!secured) {
                end(causes.ofHandshake(handshake.cause()));
            } else if (unsent != null) {
                FullHttpRequest request = unsent;
                unsent = null;
                send(request);
            }
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable thrown) {
        end(secured ? causes.ofExchange(thrown) : causes.ofHandshake(thrown));
    }
}
