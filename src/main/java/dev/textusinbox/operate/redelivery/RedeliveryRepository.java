package dev.textusinbox.operate.redelivery;

import dev.textusinbox.platform.request.ListPage;
import dev.textusinbox.platform.request.ListRequest;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what failed at the handlers, waits behind that, or was put back by a replay. */
@ApplicationScoped
public class RedeliveryRepository implements PanacheRepositoryBase<Redelivery, Long> {
    /**
     * Which are listed.
     *
     * @param handler the handler, or null for all
     * @param contact the contact in E.164, or null for all
     */
    public record RedeliveryFilter(String handler, List<String> states, String contact) {}

    /** A page, the newest first. */
    public ListPage<RedeliveryEntry> page(ListRequest page, RedeliveryFilter wanted) {
        Map<String, Object> values = new HashMap<>(Map.of("below", page.below(), "states", wanted.states()));
        String handler = ListRequest.narrow(values, "handler", wanted.handler());
        String key = ListRequest.narrow(values, "key", wanted.contact());
        return page.page(
                find("id < :below and state in :states" + handler + key + " order by id desc", values)
                        .project(RedeliveryEntry.class)
                        .page(0, page.rowsToRead())
                        .list(),
                redelivery -> Long.parseLong(redelivery.id()));
    }

    /** The redelivery of that id. */
    Optional<RedeliveryEntry> one(long id) {
        return find("id", id).project(RedeliveryEntry.class).singleResultOptional();
    }
}
