package dev.textusinbox.operate.failure;

import dev.textusinbox.dispatch.RedeliveryBatch.RedeliverySelection;
import dev.textusinbox.failure.FailureGroupId;
import dev.textusinbox.operate.failure.FailureDetails.FoundGroup;
import dev.textusinbox.platform.problem.ProblemException;
import dev.textusinbox.platform.request.ListPage;
import dev.textusinbox.platform.request.ListRequest;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;

/** What failed, failures with the same cause as one. */
@Singleton
public class Failures {
    /** Both that an event which failed may be in. */
    public static final List<String> STATES = List.of("retrying", "dead");

    private final FailureRepository groups;
    private final FailureDetails details;

    Failures(FailureRepository groups, FailureDetails details) {
        this.groups = groups;
        this.details = details;
    }

    /**
     * Which failures.
     *
     * @param handler null: of any
     * @param states some of {@link #STATES}
     * @param contact null: of all
     * @param failedFrom only those that failed then or later; null: at any time
     * @param failedTo only those that failed before; null: at any time
     */
    public record FailureFilter(
            String handler, List<String> states, String contact, Instant failedFrom, Instant failedTo) {}

    /** A page of groups, the largest first. From what is kept, or counted row by row where a contact or a time is wanted. */
    public ListPage<FailureEntry> page(ListRequest page, FailureFilter filter) {
        RedeliverySelection narrowed = new RedeliverySelection(
                filter.handler(), null, null, filter.contact(), filter.failedFrom(), filter.failedTo());
        List<FoundGroup> found = narrowed.isNarrowed()
                ? details.search(filter.handler(), filter.states(), narrowed)
                : groups.all(filter.handler(), filter.states()).stream()
                        .map(FoundGroup::whole)
                        .toList();
        ListPage<FoundGroup> shown = page.pageOf(found);
        return new ListPage<>(details.of(shown.items()), shown.next());
    }

    /** The group of that id; a 404 where none of it is left. */
    public FailureEntry one(String id) {
        return FailureGroupId.read(id)
                .flatMap(groups::one)
                .map(counts -> details.of(List.of(FoundGroup.whole(counts))).get(0))
                .orElseThrow(() -> ProblemException.notFound(
                        "There is no such group of failures: what was in it may have gone well meanwhile."));
    }

    /** Whether there is such a group of that handler. */
    public boolean isOf(FailureGroupId id, String handler) {
        return groups.count("id = ?1 and handler = ?2", id.toString(), handler) > 0;
    }
}
