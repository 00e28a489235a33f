package dev.textusinbox.alarm;

import dev.textusinbox.platform.Instants;
import dev.textusinbox.platform.ListPage;
import dev.textusinbox.platform.ListQuery;
import dev.textusinbox.platform.ListRequest;
import io.agroal.api.AgroalDataSource;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Reads the alarms. */
@Singleton
public class AlarmQuery {
    private static final String ALARMS = "SELECT id, kind, source, since, until, detail FROM alarm";

    private final ListQuery<AlarmEntry> alarms;

    AlarmQuery(AgroalDataSource database) {
        this.alarms = new ListQuery<>(database, ALARMS, AlarmQuery::alarm);
    }

    /** A page, the newest first; {@code open}: null for all, else whether they have no end. */
    public ListPage<AlarmEntry> page(ListRequest page, Boolean open) {
        if (open == null) {
            return alarms.page(page);
        }
        return alarms.where(open ? "until IS NULL" : "until IS NOT NULL").page(page);
    }

    static AlarmEntry alarm(ResultSet row) throws SQLException {
        return new AlarmEntry(
                row.getString("id"),
                row.getString("kind"),
                row.getString("source"),
                Instants.of(row, "since"),
                Instants.of(row, "until"),
                row.getString("detail"));
    }
}
