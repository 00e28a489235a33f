package dev.textusinbox.operate.handler;

import dev.textusinbox.platform.database.Sql;
import dev.textusinbox.platform.request.Instants;
import io.agroal.api.AgroalDataSource;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads how the handlers are doing; the same effort whatever the log holds. */
@Singleton
public class HandlerQuery {
    private static final String STATUS = """
            SELECT h.name, h.kind, h.target, CASE WHEN h.state = 'paused' THEN h.state ELSE coalesce(x.state, h.state) END AS state,
                   h.paused_reason, CASE WHEN h.state = 'paused' THEN h.paused_reason ELSE x.reason END AS state_reason,
                   CASE WHEN h.state <> 'paused' THEN x.since END AS state_since,
                   %s AS backlog, c.handled,
                   (SELECT count(*) FROM instance i
                     WHERE i.lease_until > clock_timestamp() AND (h.kind = 'pull' OR h.name = ANY (i.handlers))) AS instances,
                   a.retrying, a.replayed, a.blocked, a.dead, a.discarded,
                   greatest(coalesce(extract(epoch FROM clock_timestamp() - o.oldest), 0), 0)::float8 AS lag
            %s
             CROSS JOIN LATERAL (%s) AS o
              LEFT JOIN LATERAL (
                   SELECT y.state, y.reason, y.since FROM handler_condition y
                     JOIN instance i ON i.id = y.instance AND i.lease_until > clock_timestamp()
                    WHERE y.handler = h.name ORDER BY y.since, y.instance LIMIT 1) AS x ON true
             WHERE ?::text IS NULL OR h.name = ?
             ORDER BY h.name""".formatted(HandlerCounts.PENDING, HandlerCounts.FROM, HandlerCounts.OLDEST);

    private static final double MILLIS_IN_SECOND = 1000;

    private final AgroalDataSource database;

    HandlerQuery(AgroalDataSource database) {
        this.database = database;
    }

    /** All handlers, by name. */
    public List<HandlerStatus> all() {
        return read(null);
    }

    /** The handler of that name, which may be any text. */
    public Optional<HandlerStatus> one(String name) {
        if (name.indexOf('\0') >= 0) {
            return Optional.empty();
        }
        return read(name).stream().findFirst();
    }

    private List<HandlerStatus> read(String name) {
        try (Connection connection = database.getConnection()) {
            return Sql.list(connection, STATUS, HandlerQuery::status, name, name);
        } catch (SQLException e) {
            throw new IllegalStateException("the handlers' numbers can't be read", e);
        }
    }

    private static HandlerStatus status(ResultSet row) throws SQLException {
        long retrying = row.getLong("retrying");
        long replayed = row.getLong("replayed");
        long blocked = row.getLong("blocked");
        long dead = row.getLong("dead");
        return new HandlerStatus(
                row.getString("name"),
                row.getString("kind"),
                row.getString("target"),
                row.getString("state"),
                row.getString("paused_reason"),
                row.getString("state_reason"),
                Instants.of(row, "state_since"),
                row.getInt("instances"),
                row.getLong("backlog"),
                Math.round(row.getDouble("lag") * MILLIS_IN_SECOND) / MILLIS_IN_SECOND,
                retrying,
                blocked,
                dead,
                row.getLong("handled"),
                Map.of(
                        "retrying", retrying,
                        "replayed", replayed,
                        "blocked", blocked,
                        "dead", dead,
                        "discarded", row.getLong("discarded")));
    }
}
