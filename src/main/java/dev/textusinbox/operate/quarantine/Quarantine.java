package dev.textusinbox.operate.quarantine;

import dev.textusinbox.log.Received;
import dev.textusinbox.platform.problem.Problem;
import dev.textusinbox.platform.problem.ProblemException;
import dev.textusinbox.platform.request.ListPage;
import dev.textusinbox.platform.request.ListRequest;
import dev.textusinbox.security.Audit;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Quarantined deliveries: what is known of them, their bytes, and closing them with an entry in the audit log. */
@ApplicationScoped
@RegisterForReflection(targets = Received.class) // a query makes it
public class Quarantine implements PanacheRepositoryBase<QuarantinedDelivery, Long> {
    public static final String NOT_FOUND = "There is no such entry in quarantine.";

    private static final String CLOSE = """
            state = ?1, closedAt = instant, eventId = coalesce(?2, eventId)
             where id = ?3 and state = 'open'""";

    private final Audit audit;

    Quarantine(Audit audit) {
        this.audit = audit;
    }

    /** Which are listed; of any source, state or reason where that is null. */
    public record QuarantineSelection(String source, String state, String reason) {}

    /** A page, the newest first. */
    public ListPage<QuarantineEntry> page(ListRequest page, QuarantineSelection wanted) {
        Map<String, Object> values = new HashMap<>(Map.of("below", page.below()));
        String source = ListRequest.narrow(values, "source", wanted.source());
        String state = ListRequest.narrow(values, "state", wanted.state());
        String reason = ListRequest.narrow(values, "reason", wanted.reason());
        return page.page(
                find("id < :below" + source + state + reason + " order by id desc", values)
                        .project(QuarantineEntry.class)
                        .page(0, page.rowsToRead())
                        .list(),
                entry -> Long.parseLong(entry.id()));
    }

    /** The entry of that id. */
    public Optional<QuarantineEntry> one(long id) {
        return find("id", id).project(QuarantineEntry.class).singleResultOptional();
    }

    /** How many wait for an operator; from an index of those alone. */
    public long open() {
        return count("state = 'open'");
    }

    /** The delivery as it came in. */
    public Received delivery(long id) {
        Received delivery =
                find("id", id).project(Received.class).singleResultOptional().orElseThrow(Quarantine::noSuchEntry);
        if (delivery.body() == null) {
            throw new ProblemException(Problem.of(410, "The body of this delivery was erased."));
        }
        return delivery;
    }

    /** It became an event, or is one already. */
    @Transactional
    QuarantineEntry retried(long id, long eventId, String reason) {
        return close(id, "retried", eventId, reason);
    }

    /** Closes it for good; a 409 where it is closed already. */
    @Transactional
    public QuarantineEntry discard(long id, String reason) {
        return close(id, "discarded", null, reason);
    }

    private QuarantineEntry close(long id, String state, Long eventId, String reason) {
        boolean closed = update(CLOSE, state, eventId, id) == 1;
        QuarantineEntry entry = one(id).orElseThrow(Quarantine::noSuchEntry);
        if (!closed) {
            throw closedAlready(entry);
        }
        audit.record(
                state.equals("retried") ? "quarantine.retry" : "quarantine.discard",
                Long.toString(id),
                reason,
                eventId == null ? Map.of() : Map.of("eventId", Long.toString(eventId)));
        return entry;
    }

    static ProblemException closedAlready(QuarantineEntry entry) {
        return ProblemException.conflict("It is " + entry.state() + " already.");
    }

    static ProblemException noSuchEntry() {
        return ProblemException.notFound(NOT_FOUND);
    }
}
