package dev.textusinbox.dispatch;

import dev.textusinbox.platform.database.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The events of replays whose rows were settled in one transaction, for the replays' own counts. */
final class ReplayedCounts {
    private static final String COUNT = "SELECT count_replayed(?, ?, ?)";

    private final Map<Long, Settled> byReplay = new TreeMap<>();

    /** Events of one replay, and whether each had been counted as dead before. */
    private record Settled(List<Long> events, List<Boolean> counted) {}

    /**
     * Adds a row just settled, with its columns {@code replay_id}, {@code event_id} and {@code counted}.
     *
     * @return whether it belongs to a replay
     */
    boolean add(ResultSet row) throws SQLException {
        Long replay = Sql.longOrNull(row, "replay_id");
        if (replay == null) {
            return false;
        }
        add(replay, row.getLong("event_id"), row.getBoolean("counted"));
        return true;
    }

    /** Adds one event of a replay. */
    void add(long replay, long event, boolean counted) {
        Settled settled = byReplay.computeIfAbsent(replay, id -> new Settled(new ArrayList<>(), new ArrayList<>()));
        settled.events().add(event);
        settled.counted().add(counted);
    }

    /** Has each replay count them; the caller holds their locks. */
    void count(Connection connection) throws SQLException {
        for (Map.Entry<Long, Settled> replay : byReplay.entrySet()) {
            Settled settled = replay.getValue();
            Sql.run(connection, COUNT, replay.getKey(), Sql.longs(settled.events()), Sql.booleans(settled.counted()));
        }
    }
}
