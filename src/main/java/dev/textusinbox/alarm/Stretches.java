package dev.textusinbox.alarm;

import dev.textusinbox.platform.Instants;
import io.agroal.api.AgroalDataSource;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** When a source's alarms began and ended, for who looks back. */
@Singleton
public class Stretches {
    private static final String LAST = """
            SELECT kind, since, until FROM alarm WHERE source = ? AND kind = ANY (?)
             ORDER BY since DESC, id DESC LIMIT 1""";

    /** The limit is for an alarm that flaps: nobody reads more. */
    private static final String WITHIN = """
            SELECT kind, since, until FROM alarm
             WHERE source = ? AND kind = ANY (?) AND since < ? AND (until IS NULL OR until > ?)
             ORDER BY since, id LIMIT 100""";

    private final AgroalDataSource database;

    Stretches(AgroalDataSource database) {
        this.database = database;
    }

    /**
     * From an alarm's beginning to its end.
     *
     * @param until null: it has not ended
     */
    public record Stretch(String kind, Instant since, Instant until) {}

    /** The one that began last. */
    public Optional<Stretch> last(String source, Collection<String> kinds) {
        return read(LAST, source, kinds).stream().findFirst();
    }

    /** Those that overlap the time from {@code from} to {@code to}, the oldest first. */
    public List<Stretch> within(String source, Collection<String> kinds, Instant from, Instant to) {
        return read(WITHIN, source, kinds, to, from);
    }

    private List<Stretch> read(String sql, String source, Collection<String> kinds, Instant... times) {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, source);
            select.setArray(2, connection.createArrayOf("text", kinds.toArray()));
            for (int i = 0; i < times.length; i++) {
                select.setObject(i + 3, times[i].atOffset(ZoneOffset.UTC));
            }
            try (ResultSet row = select.executeQuery()) {
                List<Stretch> stretches = new ArrayList<>();
                while (row.next()) {
                    stretches.add(
                            new Stretch(row.getString("kind"), Instants.of(row, "since"), Instants.of(row, "until")));
                }
                return stretches;
            }
        } catch (SQLException e) {
            throw new IllegalStateException("past alarms can't be read", e);
        }
    }
}
