package dev.textusinbox.replay;

import dev.textusinbox.platform.request.ListPage;
import dev.textusinbox.platform.request.ListRequest;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Replays, and how far they are. */
@ApplicationScoped
public class ReplayRepository implements PanacheRepositoryBase<Replay, Long> {
    /** A page, the newest first. */
    public ListPage<ReplayEntry> page(ListRequest page) {
        return page.page(
                find("id < ?1 order by id desc", page.below())
                        .project(ReplayEntry.class)
                        .page(0, page.rowsToRead())
                        .list(),
                replay -> Long.parseLong(replay.id()));
    }

    /** The replay of that id. */
    public Optional<ReplayEntry> one(long id) {
        return find("id", id).project(ReplayEntry.class).singleResultOptional();
    }

    /** Ends one that runs. */
    void cancelled(long id) {
        update("state = 'cancelled', finishedAt = instant where id = ?1 and state = 'running'", id);
    }
}
