package dev.textusinbox.operate.redelivery;

import dev.textusinbox.alarm.AlarmSource;
import dev.textusinbox.platform.database.Sql;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Events that are dead with a handler: from the tally, so that it costs the same for one and for a million. */
@Singleton
class DeadAlarm implements AlarmSource {
    private static final String DEAD = """
            SELECT handler, sum(n) AS n FROM redelivery_tally WHERE state = 'dead'
             GROUP BY handler HAVING sum(n) > 0 ORDER BY handler""";

    @Override
    public String kind() {
        return "dead";
    }

    @Override
    public List<Finding> look(Connection connection) throws SQLException {
        List<String> handlers = Sql.list(connection, DEAD, row -> row.getString("handler") + ' ' + row.getLong("n"));
        return handlers.isEmpty()
                ? List.of()
                : List.of(new Finding(
                        null,
                        null,
                        "Events failed permanently: " + String.join(", ", handlers)
                                + ". See /admin/failures?state=dead; retry them when the cause is fixed."));
    }
}
