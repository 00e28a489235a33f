package dev.textusinbox.operate;

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

/** Reads what is in trouble with the handlers, or was put back by a replay. */
@Singleton
public class RedeliveryQuery {
    private static final String REDELIVERIES = """
            SELECT r.id, r.event_id, r.handler, (SELECT e.contact FROM event e WHERE e.id = r.event_id) AS contact,
                   r.state, r.attempts, r.last_error, r.due_at, r.replay_id
              FROM redelivery r""";

    private final ListQuery<RedeliveryEntry> redeliveries;

    RedeliveryQuery(AgroalDataSource database) {
        this.redeliveries = new ListQuery<>(database, REDELIVERIES, RedeliveryQuery::redelivery);
    }

    /**
     * Which are listed.
     *
     * @param handler the handler, or null for all
     * @param contact the contact in E.164, or null for all
     */
    public record Wanted(String handler, List<String> states, String contact) {}

    /** A page, the newest first. */
    public ListPage<RedeliveryEntry> page(ListRequest page, Wanted wanted) {
        return redeliveries
                .where("state = ANY (?)", wanted.states().toArray(String[]::new))
                .where("handler = ?", wanted.handler())
                // What its order hangs on: the contact, where it has one.
                .where("key = ?", wanted.contact())
                .page(page);
    }

    /** The redelivery of that id. */
    Optional<RedeliveryEntry> one(long id) {
        return redeliveries.one(id);
    }

    private static RedeliveryEntry redelivery(ResultSet row) throws SQLException {
        return new RedeliveryEntry(
                row.getString("id"),
                row.getString("event_id"),
                row.getString("handler"),
                row.getString("contact"),
                row.getString("state"),
                row.getInt("attempts"),
                row.getString("last_error"),
                Instants.of(row, "due_at"),
                row.getString("replay_id"));
    }
}
