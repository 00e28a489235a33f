package dev.textusinbox.operate.handler;

import dev.textusinbox.alarm.AlarmSource;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Handlers that can't be called any more, since calls that never return hold all places on some instance. */
@Singleton
class StuckAlarm implements AlarmSource {
    private static final String STUCK = """
            SELECT c.handler, min(c.reason) AS reason, min(c.since) AS since
              FROM handler_condition c JOIN instance i ON i.id = c.instance AND i.lease_until > clock_timestamp()
             WHERE c.state = 'stuck' GROUP BY c.handler ORDER BY c.handler""";

    @Override
    public String kind() {
        return "handler-stuck";
    }

    @Override
    public List<Finding> look(Connection connection) throws SQLException {
        List<String> handlers = new ArrayList<>();
        Instant since = Instant.MAX;
        try (PreparedStatement select = connection.prepareStatement(STUCK);
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                handlers.add(row.getString("handler") + " (" + row.getString("reason") + ")");
                Instant from = row.getTimestamp("since").toInstant();
                since = from.isBefore(since) ? from : since;
            }
        }
        return handlers.isEmpty()
                ? List.of()
                : List.of(new Finding(
                        null,
                        since,
                        "Handlers are called no more: " + String.join(", ", handlers)
                                + ". Their events wait. Restart the instance; then fix what hangs."));
    }
}
