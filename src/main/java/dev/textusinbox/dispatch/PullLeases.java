package dev.textusinbox.dispatch;

import dev.textusinbox.platform.database.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What clients of one pull consumer have of its lanes, without a row for each event. The caller holds the lanes' locks. */
final class PullLeases {
    private static final String FIND = """
            SELECT lane, lease_id, from_position, to_position, open_events, handled, skipped,
                   (extract(epoch FROM lease_until - clock_timestamp()) * 1000)::bigint AS millis_left,
                   (extract(epoch FROM clock_timestamp() - leased_at) * 1000)::bigint AS age_millis
              FROM pull_lease WHERE handler = ? AND lane = ANY (?) ORDER BY lane""";

    private static final String ADD = """
            INSERT INTO pull_lease (handler, lane, lease_id, from_position, to_position, open_events, skipped, lease_until)
            VALUES (?, ?, ?, ?, ?, ?, ?, clock_timestamp() + ? * interval '1 ms')""";

    private static final String ACKNOWLEDGE =
            "UPDATE pull_lease SET open_events = ?, handled = ? WHERE handler = ? AND lane = ?";

    private static final String EXTEND = """
            UPDATE pull_lease SET lease_until = clock_timestamp() + ? * interval '1 ms' WHERE handler = ? AND lane = ?""";

    private static final String REMOVE = "DELETE FROM pull_lease WHERE handler = ? AND lane = ANY (?)";

    private final String consumer;

    PullLeases(String consumer) {
        this.consumer = consumer;
    }

    /**
     * What a client has of a lane.
     *
     * @param from where the cursor is
     * @param to where it will be when all are acknowledged
     * @param open those that are not yet
     * @param handled how many are
     * @param skipped events between them that the consumer does not take
     */
    record PullLease(
            long id,
            int lane,
            long from,
            long to,
            List<Long> open,
            long handled,
            long skipped,
            long millisLeft,
            long ageMillis) {
        boolean isOver() {
            return millisLeft <= 0;
        }

        Duration left() {
            return Duration.ofMillis(Math.max(1, millisLeft));
        }
    }

    /** By lane. */
    Map<Integer, PullLease> find(Connection connection, Collection<Integer> lanes) throws SQLException {
        Map<Integer, PullLease> found = new TreeMap<>();
        for (PullLease lease : Sql.list(connection, FIND, PullLeases::lease, consumer, Sql.integers(lanes))) {
            found.put(lease.lane(), lease);
        }
        return found;
    }

    private static PullLease lease(ResultSet row) throws SQLException {
        return new PullLease(
                row.getLong("lease_id"),
                row.getInt("lane"),
                row.getLong("from_position"),
                row.getLong("to_position"),
                List.of((Long[]) row.getArray("open_events").getArray()),
                row.getLong("handled"),
                row.getLong("skipped"),
                row.getLong("millis_left"),
                row.getLong("age_millis"));
    }

    void add(Connection connection, long lease, OwnedLane.Move region, List<Long> open, Duration length)
            throws SQLException {
        Sql.update(
                connection,
                ADD,
                consumer,
                region.lane().lane,
                lease,
                region.from(),
                region.to(),
                Sql.longs(open),
                (long) region.skipped(),
                length.toMillis());
    }

    /** Some are acknowledged, and {@code open} are left. */
    void acknowledge(Connection connection, PullLease lease, List<Long> open) throws SQLException {
        long handled = lease.handled() + lease.open().size() - open.size();
        Sql.update(connection, ACKNOWLEDGE, Sql.longs(open), handled, consumer, lease.lane());
    }

    void extend(Connection connection, PullLease lease, Duration length) throws SQLException {
        Sql.update(connection, EXTEND, length.toMillis(), consumer, lease.lane());
    }

    void remove(Connection connection, Collection<PullLease> leases) throws SQLException {
        if (!leases.isEmpty()) {
            List<Integer> lanes = new ArrayList<>();
            leases.forEach(lease -> lanes.add(lease.lane()));
            Sql.update(connection, REMOVE, consumer, Sql.integers(lanes));
        }
    }
}
