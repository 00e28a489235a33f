package dev.textusinbox.history.follow;

import dev.textusinbox.platform.problem.Problem;
import dev.textusinbox.platform.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.AtomicInteger;

/** All exports that run on this instance. */
@ApplicationScoped
class Exports {
    /** They take turns at two connections: more would only make all of them slow. */
    private static final int MAX = 50;

    private final Catchup catchup;
    private final AtomicInteger running = new AtomicInteger();

    Exports(Catchup catchup) {
        this.catchup = catchup;
    }

    /** One more, up to the given head; a 503 if they are too many. */
    void add(Outflow out, ExportRequest asked, ExportFormat format, long head) {
        if (running.incrementAndGet() > MAX) {
            running.decrementAndGet();
            throw new ProblemException(Problem.of(503, "Too many exports are running just now; try again."));
        }
        out.open(new Exporter(out, asked, format, head, catchup, running::decrementAndGet));
    }

    int count() {
        return running.get();
    }
}
