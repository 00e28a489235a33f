package dev.textusinbox.operate.handler;

import dev.textusinbox.alarm.AlarmSource;
import dev.textusinbox.alarm.AlarmsConfig;
import dev.textusinbox.platform.database.Sql;
import dev.textusinbox.platform.process.StartOrder;
import dev.textusinbox.platform.request.Instants;
import dev.textusinbox.platform.settings.Settings;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** Handlers whose oldest event waits for longer than it should: paused, stuck, away or too slow. */
@Startup(StartOrder.SETTINGS)
@Singleton
class LagAlarm implements AlarmSource {
    // What no instance runs is a handler of the past, whose events wait for nobody; and outside its window they are
    // meant to.
    private static final String LATE = """
            SELECT h.name, h.state, o.oldest, extract(epoch FROM clock_timestamp() - o.oldest)::bigint AS seconds
              FROM handler h CROSS JOIN LATERAL (%s) AS o
             WHERE o.oldest < clock_timestamp() - ? * interval '1 second'
               AND (h.kind = 'pull'
                    OR EXISTS (SELECT 1 FROM instance i
                                WHERE i.lease_until > clock_timestamp() AND h.name = ANY (i.handlers)))
               AND NOT EXISTS (SELECT 1 FROM handler_condition c
                                 JOIN instance i ON i.id = c.instance AND i.lease_until > clock_timestamp()
                                WHERE c.handler = h.name AND c.state = 'outside-window')
             ORDER BY h.name""".formatted(HandlerCounts.OLDEST);

    private final Duration after;

    LagAlarm(AlarmsConfig config) {
        after = config.lagAfter();
        Settings.within("inbox.alarms.lag-after", after, Duration.ofSeconds(1), Duration.ofDays(365));
    }

    @Override
    public String kind() {
        return "lag";
    }

    @Override
    public List<Finding> look(Connection connection) throws SQLException {
        List<Concerned> late = Sql.list(
                connection,
                LATE,
                row -> new Concerned(
                        row.getString("name") + " (" + row.getString("state") + ", " + row.getLong("seconds") + " s)",
                        Instants.of(row, "oldest")),
                after.toSeconds());
        return AlarmSource.together(
                late,
                "Events wait for handlers: %s. GET /admin/handlers says whether it is paused, stuck or only behind.");
    }
}
