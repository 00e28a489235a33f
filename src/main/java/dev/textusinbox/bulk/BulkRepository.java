package dev.textusinbox.bulk;

import dev.textusinbox.platform.request.ListPage;
import dev.textusinbox.platform.request.ListRequest;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Bulk orders, and how far they are. */
@ApplicationScoped
public class BulkRepository implements PanacheRepositoryBase<BulkOrder, Long> {
    /** A page, the newest first. */
    public ListPage<BulkEntry> page(ListRequest page) {
        return page.page(
                find("id < ?1 order by id desc", page.below())
                        .project(BulkEntry.class)
                        .page(0, page.rowsToRead())
                        .list(),
                order -> Long.parseLong(order.id()));
    }

    /** The order of that id. */
    public Optional<BulkEntry> one(long id) {
        return find("id", id).project(BulkEntry.class).singleResultOptional();
    }
}
