package dev.textusinbox.receive;

import dev.textusinbox.platform.failure.OutOfMemory;
import dev.textusinbox.platform.http.OutgoingBytes;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;

/**
 * One connection's guard. Whatever can't be handed to the server is answered here, and the connection ends with it: what is no
 * HTTP, what does not come to its end, what is too much, what is still there at the end of the program. Belongs to its event
 * loop.
 */
final class HttpEdgeGuard {
    /** Requests sent ahead of their answers each take memory; what comes behind so many is not read. */
    private static final int MAX_PIPELINED = 100;

    /** Such answers are not worth counting. */
    private static final int SMALL_ANSWER_BYTES = 8_192;

    private enum Reading {
        NOTHING,
        HEAD,
        BODY
    }

    private final OpenConnections connections;
    private final EdgePolicy policy;
    private final OutgoingBytes outgoing;
    private final RequestHead head;
    private final EdgeResponses responses;
    private final StallTimer stall = new StallTimer(this::stalled);
    private ChannelHandlerContext context;
    private Reading reading = Reading.NOTHING;
    private boolean tooMany;
    private EdgeTarget target = EdgeTarget.OTHER;

    HttpEdgeGuard(OpenConnections connections, EdgePolicy policy, BodyBudget budget, OutgoingBytes outgoing) {
        this.connections = connections;
        this.policy = policy;
        this.outgoing = outgoing;
        this.head = new RequestHead(budget);
        this.responses = new EdgeResponses(connections);
    }

    /** Sees bytes. */
    ChannelHandler beforeDecoder() {
        return new ChannelDuplexHandler() {
            @Override
            public void write(ChannelHandlerContext bytesContext, Object bytes, ChannelPromise promise) {
                int length = bytes instanceof ByteBuf written ? written.readableBytes() : 0;
                if (length < SMALL_ANSWER_BYTES) {
                    var unused = bytesContext.write(bytes, promise);
                } else {
                    outgoing.add(length);
                    var unused =
                            bytesContext.write(bytes, promise.unvoid()).addListener(taken -> outgoing.remove(length));
                }
            }

            @Override
            public void channelRead(ChannelHandlerContext bytesContext, Object bytes) {
                if (responses.isOver()) {
                    ReferenceCountUtil.release(bytes);
                    return;
                }
                if (reading != Reading.BODY && !responses.isSwitched() && bytes instanceof ByteBuf read) {
                    readHead(read);
                }
                bytesContext.fireChannelRead(bytes);
            }

            @Override
            public void channelReadComplete(ChannelHandlerContext bytesContext) {
                if (reading == Reading.NOTHING || responses.isOver()) {
                    stall.stop();
                } else {
                    stall.awaitMore(bytesContext, reading == Reading.BODY);
                }
                bytesContext.fireChannelReadComplete();
            }
        };
    }

    private void readHead(ByteBuf bytes) {
        if (reading == Reading.NOTHING) {
            if (!RequestHead.isBegunBy(bytes)) {
                return;
            }
            reading = Reading.HEAD;
            head.begin();
        }
        if (!head.add(bytes)) {
            refuse(policy.overloaded(guessed()), 0);
        }
    }

    /** What a request of which only the beginning has come aims at. */
    private EdgeTarget guessed() {
        if (reading == Reading.HEAD) {
            target = EdgeTarget.ofBegun(head.firstLine());
        }
        return target;
    }

    /** Sees requests and their bodies, and what the server answers. */
    ChannelHandler afterDecoder() {
        return new ChannelDuplexHandler() {
            @Override
            public void handlerAdded(ChannelHandlerContext added) {
                context = added;
                responses.use(added);
                opened();
                // Also of one that ends before it is active.
                var unused = added.channel().closeFuture().addListener(ended -> closed());
            }

            @Override
            public void channelRead(ChannelHandlerContext unused, Object message) {
                if (responses.isOver() || !admits(message)) {
                    ReferenceCountUtil.release(message);
                } else {
                    context.fireChannelRead(message);
                }
            }

            /** What the decoders and the socket meet; the server closes the connection and tells nobody. */
            @Override
            public void exceptionCaught(ChannelHandlerContext context, Throwable failure) {
                OutOfMemory.endIfCauseOf(failure);
                context.fireExceptionCaught(failure);
            }

            @Override
            public void write(ChannelHandlerContext unused, Object message, ChannelPromise promise) {
                responses.write(message, promise, reading == Reading.BODY && target.isWebhook());
                if (responses.pending() == 0 && reading == Reading.NOTHING) {
                    head.release();
                }
            }
        };
    }

    private void opened() {
        tooMany = connections.isFull();
        if (!connections.opened(this)) {
            responses.readNoMore();
            var unused = context.close();
        } else if (tooMany) {
            // Told so when it asks, and not kept for long where it does not.
            reading = Reading.HEAD;
            stall.awaitMore(context, false);
        }
    }

    private void closed() {
        responses.readNoMore();
        stall.stop();
        head.release();
        connections.closed(this);
    }

    private boolean admits(Object message) {
        boolean broken =
                message instanceof HttpObject read && read.decoderResult().isFailure();
        EdgeAnswer refusal = null;
        if (message instanceof HttpRequest request) {
            reading = Reading.BODY;
            target = policy.target(request);
            refusal = tooMany ? policy.overloaded(target) : policy.refusal(request, target);
            if (refusal == null && responses.pending() == MAX_PIPELINED) {
                responses.readNoMore();
                return false;
            }
            if (refusal == null) {
                responses.expect();
            }
        } else if (broken) {
            refusal = policy.broken(message, target);
        }
        if (message instanceof LastHttpContent) {
            reading = Reading.NOTHING;
        }
        if (refusal != null) {
            refuse(refusal, message instanceof HttpRequest ? 0 : 1);
        }
        return refusal == null;
    }

    private void refuse(EdgeAnswer answer, int instead) {
        stall.stop();
        responses.refuse(answer, instead, target.isHead());
    }

    private void stalled() {
        if (responses.isOver()) {
            return;
        }
        if (reading == Reading.HEAD) {
            refuse(tooMany ? policy.overloaded(guessed()) : policy.stalled(guessed()), 0);
        } else if (responses.pending() == 0) {
            responses.end();
        } else {
            refuse(policy.stalled(target), 1);
        }
    }

    /** Where nothing is asked on it. From any thread. */
    void endIdle() {
        context.executor().execute(() -> {
            if (!responses.isOver() && responses.pending() == 0 && reading == Reading.NOTHING) {
                responses.end();
            }
        });
    }

    /** Whatever is asked on it. From any thread. */
    void endNow() {
        context.executor().execute(() -> {
            if (responses.pending() == 0 && reading == Reading.NOTHING && !responses.isSaid()) {
                responses.end();
            } else if (!responses.isSaid()) {
                refuse(policy.stopping(guessed()), responses.pending());
            }
        });
    }
}
