package dev.textusinbox.provider;

import dev.textusinbox.platform.Instants;
import io.agroal.api.AgroalDataSource;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** How many events came in each hour, from the counts that tell silence from quiet. */
@Singleton
public class Traffic {
    private static final String DAY = """
            SELECT hour, sum(n) AS n FROM hourly_count
             WHERE hour > date_trunc('hour', now(), 'UTC') - interval '24 hours' GROUP BY hour ORDER BY hour""";

    private final AgroalDataSource database;

    Traffic(AgroalDataSource database) {
        this.database = database;
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
