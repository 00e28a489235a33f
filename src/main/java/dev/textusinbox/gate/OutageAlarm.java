package dev.textusinbox.gate;

import dev.textusinbox.alarm.AlarmSource;
import dev.textusinbox.alarm.PastAlarms;
import dev.textusinbox.platform.database.Sql;
import dev.textusinbox.platform.request.Instants;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/**
 * Sources that get nothing but 504. Where it is the database that is away there is no alarm until it is back: the metrics
 * tell meanwhile, and the alarm is written down afterwards.
 */
@Singleton
class OutageAlarm implements AlarmSource {
    /** Shorter ones are over before anybody has looked. */
    static final Duration SHORTEST = Duration.ofSeconds(10);

    private static final String KIND = "outage";

    private static final String OUT = """
            SELECT name, outage_since FROM source_gate
             WHERE outage_since < clock_timestamp() - ? * interval '1 ms' ORDER BY name""";

    private final PastAlarms past;

    OutageAlarm(PastAlarms past) {
        this.past = past;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public List<Finding> look(Connection connection) throws SQLException {
        return Sql.list(
                connection,
                OUT,
                row -> new Finding(
                        row.getString("name"),
                        Instants.of(row, "outage_since"),
                        "Deliveries are answered 504. The provider tries each for 12 hours: see the budget that is left in"
                                + " /admin/sources, and park the source before it is used up."),
                SHORTEST.toMillis());
    }

    void record(Connection connection, String source, Gate.PastOutage outage) throws SQLException {
        Duration length = Duration.between(outage.since(), outage.until());
        if (length.compareTo(SHORTEST) < 0) {
            return;
        }
        past.record(
                connection,
                KIND,
                source,
                outage.since(),
                outage.until(),
                "Deliveries were answered 504 or parked for " + length.toSeconds()
                        + " s. /admin/sources/{source}/reconciliation says which time may have lost events.");
    }
}
