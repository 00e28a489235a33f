package dev.textusinbox.replay;

import dev.textusinbox.platform.Instants;
import dev.textusinbox.platform.ListPage;
import dev.textusinbox.platform.ListQuery;
import dev.textusinbox.platform.ListRequest;
import io.agroal.api.AgroalDataSource;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Reads replays, and how far they are. */
@Singleton
public class ReplayQuery {
    private static final String REPLAYS = """
            SELECT id, state, matched, succeeded, dead, reason, created_by, created_at, finished_at, handlers, filter,
                   rate_per_second
              FROM replay""";

    private final ListQuery<ReplayEntry> replays;

    ReplayQuery(AgroalDataSource database) {
        this.replays = new ListQuery<>(database, REPLAYS, ReplayQuery::replay);
    }

    /** A page, the newest first. */
    public ListPage<ReplayEntry> page(ListRequest page) {
        return replays.page(page);
    }

    /** The replay of that id. */
    public Optional<ReplayEntry> one(long id) {
        return replays.one(id);
    }

    private static ReplayEntry replay(ResultSet row) throws SQLException {
        String state = row.getString("state");
        long matched = row.getLong("matched");
        long succeeded = row.getLong("succeeded");
        long dead = row.getLong("dead");
        return new ReplayEntry(
                row.getString("id"),
                state,
                matched,
                succeeded,
                dead,
                state.equals("running") ? Math.max(0, matched - succeeded - dead) : 0,
                row.getString("reason"),
                row.getString("created_by"),
                Instants.of(row, "created_at"),
                Instants.of(row, "finished_at"),
                List.of((String[]) row.getArray("handlers").getArray()),
                row.getString("filter"),
                row.getInt("rate_per_second"));
    }
}
