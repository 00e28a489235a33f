package dev.textusinbox.receive;

import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;

/** Whether more comes than can be taken, and what is answered then. */
final class Overload {
    private final Sources sources;
    private final Exchanges exchanges;
    private final Answer answer = Answer.to(new Reception.Overloaded());
    private final EdgeAnswer refusal = new EdgeAnswer(answer);

    Overload(Sources sources, Exchanges exchanges) {
        this.sources = sources;
        this.exchanges = exchanges;
    }

    /** Whether this request, whose body has not been read yet, is refused. Counts it as taken or refused. */
    boolean refuses(HttpRequest request, EventLoop loop) {
        Source source = sources.find(WebhookRoute.sourceName(request.uri()));
        if (source == null || !HttpMethod.POST.equals(request.method())) {
            return false;
        }
        if (!exchanges.log.isFull()
                && hasRoomFor(request)
                && LoopRound.current(loop).hasTime()) {
            return false;
        }
        exchanges.meters.answered(source.name, answer);
        return true;
    }

    /** Better told before it sends its body than within it. One that is too large is told that, by the route. */
    private boolean hasRoomFor(HttpRequest request) {
        long declared = HttpUtil.getContentLength(request, 0L);
        return declared > exchanges.maxBodyBytes || exchanges.budget.hasRoomFor(declared);
    }

    /** The answer to the one who is refused; the next one has its own. */
    FullHttpResponse response() {
        return refusal.response();
    }
}
