package dev.textusinbox.provider;

import dev.textusinbox.platform.database.Sql;
import dev.textusinbox.platform.request.Instants;
import io.agroal.api.AgroalDataSource;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How many events came in each hour, from the counts that tell silence from quiet. */
@Singleton
public class Traffic {
    private static final String DAY = """
            SELECT hour, sum(n) AS n FROM hourly_count
             WHERE hour > date_trunc('hour', now(), 'UTC') - interval '24 hours' GROUP BY hour ORDER BY hour""";

    /** Hours before the first that was counted say nothing; a week is 168 hours of UTC's. */
    private static final String HOURS = """
            SELECT h.hour, coalesce((SELECT c.n FROM hourly_count c WHERE c.source = ? AND c.hour = h.hour), 0) AS came,
                   ARRAY (SELECT CASE WHEN h.hour - w.n * interval '168 hours' >= f.first THEN coalesce(c.n, 0) END
                            FROM generate_series(1, 4) AS w (n)
                            LEFT JOIN hourly_count c
                              ON c.source = ? AND c.hour = h.hour - w.n * interval '168 hours'
                           ORDER BY w.n) AS weeks
              FROM generate_series(date_trunc('hour', ?::timestamptz, 'UTC'),
                                   ?::timestamptz - interval '1 microsecond', interval '1 hour') AS h (hour)
             CROSS JOIN (SELECT min(hour) AS first FROM hourly_count WHERE source = ?) f
             ORDER BY h.hour""";

    private final AgroalDataSource database;

    Traffic(AgroalDataSource database) {
        this.database = database;
    }

    /**
     * An hour of a source.
     *
     * @param came how many events came in it
     * @param weeksBefore how many came in the same hour of the last four weeks, the latest first; null: not counted then
     */
    public record TrafficHour(Instant hour, long came, List<Long> weeksBefore) {}

    /** The hours that a time touches, the oldest first. Its cost is theirs, whatever the size of the log. */
    public List<TrafficHour> hours(String source, Instant from, Instant to) {
        try (Connection connection = database.getConnection()) {
            return Sql.list(connection, HOURS, Traffic::hour, source, source, from, to, source);
        } catch (SQLException e) {
            throw new IllegalStateException("the hours can't be read", e);
        }
    }

    private static TrafficHour hour(ResultSet row) throws SQLException {
        Long[] weeks = (Long[]) row.getArray("weeks").getArray();
        return new TrafficHour(Instants.of(row, "hour"), row.getLong("came"), Arrays.asList(weeks));
    }

    /** The last 24 hours, this one included; one without events is left out, and the newest half minute may be missing. */
    public Map<Instant, Long> lastDay() {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(DAY);
                ResultSet row = select.executeQuery()) {
            Map<Instant, Long> hours = new TreeMap<>();
            while (row.next()) {
                hours.put(Instants.of(row, "hour"), row.getLong("n"));
            }
            return hours;
        } catch (SQLException e) {
            throw new IllegalStateException("the hours can't be read", e);
        }
    }
}
