package dev.textusinbox.history.follow;

import dev.textusinbox.history.event.Selection;
import dev.textusinbox.platform.problem.Problem;
import dev.textusinbox.platform.problem.ProblemException;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** All who follow the log on this instance. */
@ApplicationScoped
class Followers {
    /** Each may hold its socket's queue and one chunk of history: half a gigabyte in all, were all of them slow. */
    private static final int MAX = 1_000;

    private final Tail tail;
    private final Catchup catchup;
    private final Set<Follower> open = ConcurrentHashMap.newKeySet();
    private volatile boolean stopping;

    Followers(Tail tail, Catchup catchup) {
        this.tail = tail;
        this.catchup = catchup;
    }

    /**
     * One more, that has seen everything up to the position; a 503 if they are too many.
     *
     * @param head the newest event: who has seen later ones is told that there are none, and begins behind it
     */
    void add(Outflow out, Selection selection, long position, long head) {
        if (stopping || open.size() >= MAX) {
            throw new ProblemException(Problem.of(503, "No more readers can follow here just now; try again."));
        }
        Follower[] self = new Follower[1];
        self[0] = new Follower(
                out, selection, Math.min(position, head), position > head, tail, catchup, () -> open.remove(self[0]));
        open.add(self[0]);
        self[0].open();
    }

    /** While the port is still open: each gets its end, and comes again elsewhere. */
    void stop(@Observes ShutdownDelayInitiatedEvent event) {
        stopping = true;
        open.forEach(Follower::end);
    }

    int count() {
        return open.size();
    }
}
