package dev.textusinbox.operate.failure;

import dev.textusinbox.failure.FailureGroupId;
import dev.textusinbox.platform.request.ListRequest;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads groups of failures from the counts that are kept: the same effort for ten failures and for a million. */
@ApplicationScoped
class FailureRepository implements PanacheRepositoryBase<FailureGroup, String> {
    /** All, the largest first; of any handler where that is null. */
    List<FailureCounts> all(String handler, List<String> states) {
        Map<String, Object> values = new HashMap<>(Map.of("states", states));
        String of = ListRequest.narrow(values, "handler", handler);
        return find("state in :states" + of + " order by n desc, id", values)
                .project(FailureCounts.class)
                .list();
    }

    /** The group; nothing where none of it is left. */
    Optional<FailureCounts> one(FailureGroupId id) {
        return find("id", id.toString()).project(FailureCounts.class).singleResultOptional();
    }
}
