package dev.textusinbox.receive;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;

/** What goes out on one connection, in the order of the requests: the server's answers, and at most one of our own, the last. */
final class EdgeResponses {
    private final OpenConnections connections;
    private ChannelHandlerContext context;
    /** Requests that the server has and has not answered. */
    private int pending;

    private boolean answering;
    private boolean closeAfterAnswer;
    private boolean switched;
    /** Nothing that comes is read any more. */
    private boolean over;
    /** What is said when the server has answered all but so many. */
    private EdgeAnswer last;

    private int given;
    private boolean toHead;
    private boolean said;

    EdgeResponses(OpenConnections connections) {
        this.connections = connections;
    }

    void use(ChannelHandlerContext of) {
        context = of;
    }

    boolean isOver() {
        return over;
    }

    /** Whether it is no HTTP any more. */
    boolean isSwitched() {
        return switched;
    }

    boolean isSaid() {
        return said;
    }

    int pending() {
        return pending;
    }

    /** One more that the server has to answer. */
    void expect() {
        pending++;
    }

    /** What comes from now on is not read, and the last answer that is still to come says so. */
    void readNoMore() {
        over = true;
    }

    /**
     * The server's answer, or a part of it.
     *
     * @param early whether the newest request's body has not come to its end, and nobody waits for that
     */
    void write(Object message, ChannelPromise promise, boolean early) {
        if (said) {
            ReferenceCountUtil.release(message);
            promise.trySuccess();
            return;
        }
        boolean interim = false;
        if (message instanceof HttpResponse response) {
            interim = response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
            switched |= response.status().code() == 101;
            if (!interim) {
                begin(response, early);
            }
        }
        var unused = context.write(message, promise);
        if (message instanceof LastHttpContent && !interim) {
            complete();
        }
    }

    private void begin(HttpResponse response, boolean early) {
        answering = true;
        boolean newest = pending == 1 && last == null;
        // Who is refused for overload has its body read to the end, and serves on: that is the overload guard's own
        // answer.
        boolean tooEarly = early && !(response instanceof DefaultFullHttpResponse);
        closeAfterAnswer = (newest && (tooEarly || over)) || connections.isStopping();
        if (closeAfterAnswer) {
            response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        }
    }

    private void complete() {
        pending--;
        answering = false;
        if (closeAfterAnswer) {
            end();
        } else if (last != null && pending <= given) {
            say();
        }
    }

    /**
     * Says this when its turn comes, and nothing after it.
     *
     * @param instead how many of the requests that the server has it is said to, instead of the server's own answer
     */
    void refuse(EdgeAnswer answer, int instead, boolean head) {
        over = true;
        last = answer;
        given = instead;
        toHead = head;
        if (pending <= instead) {
            say();
        }
    }

    private void say() {
        if (said) {
            return;
        }
        if (answering) {
            end();
            return;
        }
        said = true;
        var response = toHead ? last.responseWithoutBody() : last.response();
        response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        LastAnswer.write(context, response);
    }

    /** The end, after what has been written. */
    void end() {
        over = true;
        said = true;
        LastAnswer.end(context);
    }
}
