package dev.textusinbox.operate;

import dev.textusinbox.platform.Instants;
import dev.textusinbox.platform.ListPage;
import dev.textusinbox.platform.ListQuery;
import dev.textusinbox.platform.ListRequest;
import io.agroal.api.AgroalDataSource;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** Reads what was kept aside; never the bytes themselves. */
@Singleton
public class QuarantineQuery {
    private static final String ENTRIES = """
            SELECT id, source, reason, state, received_at, closed_at, event_id, content_type,
                   coalesce(octet_length(body), 0) AS bytes
              FROM quarantine""";

    private static final String OPEN = "SELECT count(*) FROM quarantine WHERE state = 'open'";

    private final AgroalDataSource database;
    private final ListQuery<QuarantineEntry> entries;

    QuarantineQuery(AgroalDataSource database) {
        this.database = database;
        this.entries = new ListQuery<>(database, ENTRIES, QuarantineQuery::entry);
    }

    /** Which are listed; of any source, state or reason where that is null. */
    public record Wanted(String source, String state, String reason) {}

    /** A page, the newest first. */
    public ListPage<QuarantineEntry> page(ListRequest page, Wanted wanted) {
        return entries.where("source = ?", wanted.source())
                .where("state = ?", wanted.state())
                .where("reason = ?", wanted.reason())
                .page(page);
    }

    /** The entry of that id. */
    public Optional<QuarantineEntry> one(long id) {
        return entries.one(id);
    }

    /** How many wait for an operator; from an index of those alone. */
    public long open() {
        try (Connection connection = database.getConnection();
                PreparedStatement count = connection.prepareStatement(OPEN);
                ResultSet row = count.executeQuery()) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException("what waits in quarantine can't be counted", e);
        }
    }

    private static QuarantineEntry entry(ResultSet row) throws SQLException {
        return new QuarantineEntry(
                row.getString("id"),
                row.getString("source"),
                row.getString("reason"),
                row.getString("state"),
                Instants.of(row, "received_at"),
                Instants.of(row, "closed_at"),
                row.getString("event_id"),
                row.getString("content_type"),
                row.getInt("bytes"));
    }
}
