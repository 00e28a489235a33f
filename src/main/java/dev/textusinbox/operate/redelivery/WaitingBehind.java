package dev.textusinbox.operate.redelivery;

import io.agroal.api.AgroalDataSource;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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
        Long[] ids = items.stream().map(item -> Long.valueOf(item.id())).toArray(Long[]::new);
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(COUNT)) {
            select.setArray(1, connection.createArrayOf("bigint", ids));
            try (ResultSet row = select.executeQuery()) {
                Map<String, Long> waiting = new HashMap<>();
                while (row.next()) {
                    waiting.put(row.getString(1), row.getLong(2));
                }
                return waiting;
            }
        } catch (SQLException e) {
            throw new IllegalStateException("what waits behind failed events can't be counted", e);
        }
    }
}
