package dev.textusinbox.outbound;

import dev.textusinbox.outbound.PostResult.Cause;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponse;
import java.io.ByteArrayOutputStream;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** One post and its answer: the event loop tells of it, and the thread that posts waits for it. */
final class HttpExchange {
    /** A body that is not there with the head, or soon after it, is not worth a place. */
    private static final long BODY_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final Causes causes;
    private long deadline;
    private Channel channel;
    private boolean connected;
    private HttpResponse head;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream(0);
    private PostResult failure;
    private boolean ended;
    private boolean toldOfBody;

    HttpExchange(Causes causes, long deadline) {
        this.causes = causes;
        this.deadline = deadline;
    }

    synchronized void over(Channel used) {
        channel = used;
    }

    /** Whether the request may have been sent. */
    synchronized boolean isConnected() {
        return connected;
    }

    synchronized void connected() {
        connected = true;
    }

    synchronized void head(HttpResponse answer) {
        head = answer;
    }

    /** True: there is all of it that is wanted, or more. */
    synchronized boolean body(ByteBuf content) {
        int room = HttpPoster.MAX_BODY - body.size();
        byte[] part = new byte[Math.min(room, content.readableBytes())];
        content.getBytes(content.readerIndex(), part);
        body.writeBytes(part);
        return content.readableBytes() > room;
    }

    /** The head is there without the end of the body: from now on the wait is short. */
    synchronized void bodyMayTakeLong() {
        if (!toldOfBody) {
            toldOfBody = true;
            deadline = Math.min(deadline - System.nanoTime(), BODY_NANOS) + System.nanoTime();
            notifyAll();
        }
    }

    /** The first end counts; what the head says counts for more. */
    synchronized void end(PostResult why) {
        if (!ended) {
            ended = true;
            failure = why;
            notifyAll();
        }
    }

    PostResult await() throws InterruptedException {
        try {
            return ended();
        } catch (InterruptedException e) {
            abandon();
            throw e;
        }
    }

    private PostResult ended() throws InterruptedException {
        synchronized (this) {
            for (long left = deadline - System.nanoTime(); !ended && left > 0; left = deadline - System.nanoTime()) {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
            if (ended) {
                return result();
            }
            end(causes.failed(connected ? Cause.ANSWER_TIMEOUT : Cause.CONNECT_TIMEOUT));
        }
        abandon();
        synchronized (this) {
            return result();
        }
    }

    private PostResult result() {
        if (head == null) {
            return failure == null ? causes.failed(Cause.CLOSED) : failure;
        }
        return new PostResult.Answered(
                head.status().code(),
                Optional.ofNullable(head.headers().get(HttpHeaderNames.CONTENT_TYPE)),
                Optional.ofNullable(head.headers().get(HttpHeaderNames.RETRY_AFTER)),
                body.toByteArray());
    }

    private void abandon() {
        var unused = channel.close();
    }
}
