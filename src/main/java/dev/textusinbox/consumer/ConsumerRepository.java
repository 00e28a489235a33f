package dev.textusinbox.consumer;

import dev.textusinbox.dispatch.PullConsumers;
import dev.textusinbox.platform.request.ListPage;
import dev.textusinbox.platform.request.ListRequest;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Reads the pull consumers. */
@ApplicationScoped
class ConsumerRepository implements PanacheRepositoryBase<ConsumerEntry, String> {
    /** A page, by name. */
    ListPage<ConsumerEntry> page(ListRequest page) {
        return page.pageOf(list("kind = ?1 order by name", PullConsumers.KIND));
    }

    /** The one of that name. */
    Optional<ConsumerEntry> one(String name) {
        return find("name = ?1 and kind = ?2", name, PullConsumers.KIND).firstResultOptional();
    }
}
