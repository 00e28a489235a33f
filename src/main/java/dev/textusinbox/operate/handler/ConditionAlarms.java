package dev.textusinbox.operate.handler;

import dev.textusinbox.alarm.AlarmSource;
import dev.textusinbox.platform.database.Sql;
import dev.textusinbox.platform.request.Instants;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Handlers that are not called on some instance though they are to run: stuck, or waiting for their other side. */
final class ConditionAlarms {
    private ConditionAlarms() {}

    /** Calls that never return hold all places. */
    @Produces
    @Singleton
    static AlarmSource stuck() {
        return new ConditionAlarm(
                "handler-stuck",
                "stuck",
                0,
                "Handlers are called no more: %s. Their events wait. Restart the instance; then fix what hangs.");
    }

    /** What a handler depends on is away, and has been for a minute. */
    @Produces
    @Singleton
    static AlarmSource away() {
        return new ConditionAlarm(
                "handler-away",
                "waiting",
                60,
                "The other side of handlers is away: %s. Their events wait in the log, and go on by themselves when it is back.");
    }

    private record ConditionAlarm(String kind, String state, int afterSeconds, String telling) implements AlarmSource {
        private static final String CONDITIONS = """
                SELECT c.handler, min(c.reason) AS reason, min(c.since) AS since
                  FROM handler_condition c JOIN instance i ON i.id = c.instance AND i.lease_until > clock_timestamp()
                 WHERE c.state = ? AND c.since <= clock_timestamp() - ? * interval '1 second'
                 GROUP BY c.handler ORDER BY c.handler""";

        @Override
        public List<Finding> look(Connection connection) throws SQLException {
            List<Concerned> handlers = Sql.list(
                    connection,
                    CONDITIONS,
                    row -> new Concerned(
                            row.getString("handler") + " (" + row.getString("reason") + ")", Instants.of(row, "since")),
                    state,
                    afterSeconds);
            return AlarmSource.together(handlers, telling);
        }
    }
}
