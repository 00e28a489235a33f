package dev.textusinbox.consumer;

import dev.textusinbox.consumer.PullItem.PullAnswer;
import dev.textusinbox.dispatch.PullQueue.PullRequest;
import dev.textusinbox.history.event.ReadMemory;
import dev.textusinbox.platform.http.CurrentRequest;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.container.AsyncResponse;
import java.time.Duration;
import java.util.List;

/** One client that waits for events: neither a thread nor a connection to the database is its own. */
final class PullWait {
    private static final PullAnswer NOTHING = new PullAnswer(List.of());

    private final PullRequest request;
    private final AsyncResponse response;
    private final HttpServerRequest client;
    private final long until;
    private volatile ReadMemory.Held held;

    /** On the thread of the request. */
    PullWait(PullRequest request, Duration patience, AsyncResponse response, HttpServerRequest client) {
        this.request = request;
        this.response = response;
        this.client = client;
        this.until = System.nanoTime() + patience.toNanos();
        CurrentRequest.get().registerCompletionCallback(failure -> giveBack());
    }

    PullRequest request() {
        return request;
    }

    /** Whether it has waited for so much longer than it wanted to. */
    boolean isOver(Duration late) {
        return System.nanoTime() - until >= late.toNanos();
    }

    /** Whether nobody would get an answer. */
    boolean isGone() {
        return client.response().closed();
    }

    /**
     * Answers it.
     *
     * @param memory what the answer takes until it is written
     * @return false if nobody waits for it any more
     */
    boolean give(PullAnswer answer, ReadMemory.Held memory) {
        held = memory;
        boolean given = !isGone() && response.resume(answer);
        if (!given) {
            giveBack();
        }
        return given;
    }

    void giveNothing() {
        boolean unused = response.resume(NOTHING);
    }

    void fail(Throwable why) {
        boolean unused = response.resume(why);
    }

    private void giveBack() {
        ReadMemory.Held given = held;
        if (given != null) {
            given.close();
        }
    }
}
