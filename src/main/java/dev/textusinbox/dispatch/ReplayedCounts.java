package dev.textusinbox.dispatch;

import java.sql.Connection;
import java.sql.PreparedStatement;
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
        long replay = row.getLong("replay_id");
        if (row.wasNull()) {
            return false;
        }
        Settled settled = byReplay.computeIfAbsent(replay, id -> new Settled(new ArrayList<>(), new ArrayList<>()));
        settled.events().add(row.getLong("event_id"));
        settled.counted().add(row.getBoolean("counted"));
        return true;
    }

    /** Has each replay count them; the caller holds their locks. */
    void count(Connection connection) throws SQLException {
        for (Map.Entry<Long, Settled> replay : byReplay.entrySet()) {
            try (PreparedStatement count = connection.prepareStatement(COUNT)) {
                count.setLong(1, replay.getKey());
                count.setArray(
                        2,
                        connection.createArrayOf(
                                "int8", replay.getValue().events().toArray()));
                count.setArray(
                        3,
                        connection.createArrayOf(
                                "bool", replay.getValue().counted().toArray()));
                count.execute();
            }
        }
    }
}
