package dev.textusinbox.receive;

import dev.textusinbox.log.EventLog;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpRequest;

/** Whether more comes than can be taken, and what is answered then. */
final class Overload {
    private final Sources sources;
    private final EventLog log;
    private final ReceiveMeters meters;
    private final Answer answer = Answer.to(new Reception.Overloaded());
    private final EdgeAnswer refusal = new EdgeAnswer(answer);

    Overload(Sources sources, EventLog log, ReceiveMeters meters) {
        this.sources = sources;
        this.log = log;
        this.meters = meters;
    }

    /** Whether this request, whose body has not been read yet, is refused. Counts it as taken or refused. */
    boolean refuses(HttpRequest request, EventLoop loop) {
        Source source = sources.find(WebhookRoute.sourceName(request.uri()));
        if (source == null || (!log.isFull() && LoopRound.current(loop).hasTime())) {
            return false;
        }
        meters.answered(source.name, answer);
        return true;
    }

    /** The answer to the one who is refused; the next one has its own. */
    FullHttpResponse response() {
        return refusal.response();
    }
}
