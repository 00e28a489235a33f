package dev.textusinbox.operate.quarantine;

import dev.textusinbox.log.AppendResult;
import dev.textusinbox.log.AppendResult.Duplicate;
import dev.textusinbox.log.AppendResult.Quarantined;
import dev.textusinbox.log.AppendResult.Stored;
import dev.textusinbox.log.EventLog;
import dev.textusinbox.log.Received;
import dev.textusinbox.platform.problem.Problem;
import dev.textusinbox.platform.problem.ProblemException;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Hands a quarantined delivery to the log again: a later version of the program may be able to read it. */
@Singleton
public class QuarantineRetry {
    /** As long as the provider's own delivery would have. */
    private static final Duration DEADLINE = Duration.ofSeconds(5);

    private static final AppendResult REFUSED = new AppendResult.Refused(AppendResult.RefusalReason.DEADLINE);

    private final EventLog log;
    private final Quarantine quarantine;

    QuarantineRetry(EventLog log, Quarantine quarantine) {
        this.log = log;
        this.quarantine = quarantine;
    }

    /** The entry, closed; a 409 that says why if it is still none, and it stays as it is. */
    public QuarantineEntry retry(long id, String reason) {
        QuarantineEntry entry = quarantine.one(id).orElseThrow(Quarantine::noSuchEntry);
        if (!entry.state().equals("open")) {
            throw Quarantine.closedAlready(entry);
        }
        AppendResult result = append(quarantine.delivery(id));
        if (result instanceof Stored stored) {
            return quarantine.retried(id, stored.eventId(), reason);
        }
        if (result instanceof Duplicate duplicate && !duplicate.conflict()) {
            return quarantine.retried(id, duplicate.eventId(), reason);
        }
        if (result instanceof Duplicate duplicate) {
            throw ProblemException.conflict("It still contradicts event " + duplicate.eventId() + ".");
        }
        if (result instanceof Quarantined) {
            throw ProblemException.conflict("It still can't be read as an event (" + entry.reason() + ").");
        }
        throw new ProblemException(Problem.of(503, "The log can't take it just now; try again."));
    }

    private AppendResult append(Received delivery) {
        CompletableFuture<AppendResult> answer = new CompletableFuture<>();
        log.append(delivery, System.nanoTime() + DEADLINE.toNanos(), answer::complete);
        return answer.completeOnTimeout(REFUSED, DEADLINE.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }
}
