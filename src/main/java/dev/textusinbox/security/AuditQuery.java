package dev.textusinbox.security;

import dev.textusinbox.platform.Instants;
import dev.textusinbox.platform.ListPage;
import dev.textusinbox.platform.ListQuery;
import dev.textusinbox.platform.ListRequest;
import io.agroal.api.AgroalDataSource;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Reads the book. */
@Singleton
public class AuditQuery {
    private static final String ENTRIES = "SELECT id, at, actor, action, subject, reason, detail FROM audit";

    private final ListQuery<AuditEntry> entries;

    AuditQuery(AgroalDataSource database) {
        this.entries = new ListQuery<>(database, ENTRIES, AuditQuery::entry);
    }

    /** A page, the newest first. */
    public ListPage<AuditEntry> page(ListRequest page) {
        return entries.page(page);
    }

    private static AuditEntry entry(ResultSet row) throws SQLException {
        return new AuditEntry(
                row.getString("id"),
                Instants.of(row, "at"),
                row.getString("actor"),
                row.getString("action"),
                row.getString("subject"),
                row.getString("reason"),
                row.getString("detail"));
    }
}
