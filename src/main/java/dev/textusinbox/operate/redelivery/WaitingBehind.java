package dev.textusinbox.operate.redelivery;

import dev.textusinbox.platform.database.Sql;
import io.agroal.api.AgroalDataSource;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** How many events wait behind a failed one, and so go on when a retry of it goes well. */
@Singleton
public class WaitingBehind {
    /** More are not counted: so many rows are read for each. */
    public static final int MAX = 1000;

    // One further down that waits by itself ends the run, as it does for dispatch.
    private static final String COUNT = """
            SELECT r.id, b.n
              FROM redelivery r
             CROSS JOIN LATERAL (
                   SELECT count(*) FILTER (WHERE f.follows) AS n
                     FROM (SELECT bool_and(b.state = 'blocked') OVER (ORDER BY b.id) AS follows
                             FROM (SELECT id, state FROM redelivery
                                    WHERE handler = r.handler AND key = r.key AND active AND id > r.id
                                    ORDER BY id LIMIT %d) AS b) AS f) AS b
             WHERE r.id = ANY (?) AND (r.state = 'retrying' OR r.holding)""".formatted(MAX);

    private final AgroalDataSource database;

    WaitingBehind(AgroalDataSource database) {
        this.database = database;
    }

    /** By the id of each that holds up others; one that holds up nobody is left out, or 0. */
    public Map<String, Long> of(List<RedeliveryEntry> items) {
        List<Long> ids = items.stream().map(item -> Long.valueOf(item.id())).toList();
        try (Connection connection = database.getConnection()) {
            List<Map.Entry<String, Long>> waiting =
                    Sql.list(connection, COUNT, row -> Map.entry(row.getString(1), row.getLong(2)), Sql.longs(ids));
            return waiting.stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        } catch (SQLException e) {
            throw new IllegalStateException("what waits behind failed events can't be counted", e);
        }
    }
}
