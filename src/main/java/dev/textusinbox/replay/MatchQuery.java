package dev.textusinbox.replay;

import dev.textusinbox.dispatch.ReplayRows.Again;
import dev.textusinbox.platform.failure.DatabaseErrors;
import dev.textusinbox.platform.problem.Problem;
import dev.textusinbox.platform.problem.ProblemException;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Finds the events of a replay: how many there are, and which come next. */
public final class MatchQuery {
    private static final String COUNT =
            "SELECT e.type, count(*) FROM event e WHERE e.id > ? AND e.id <= ? AND %s GROUP BY e.type ORDER BY e.type";

    private static final String SAMPLE =
            "SELECT e.id FROM event e WHERE e.id > ? AND e.id <= ? AND %s ORDER BY e.id LIMIT 10";

    // Only handlers that get the event count: a handler that is not asked to take it again can't be overtaken.
    private static final String NEXT = """
            SELECT e.id, e.lane, e.key, h.name, e.id <= c.position AS passed
              FROM (SELECT e.id, e.lane, e.type, coalesce(e.contact, e.conversation, '#' || e.id::text) AS key
                      FROM event e WHERE e.id > ? AND e.id <= ? AND %s ORDER BY e.id LIMIT ?) e
              JOIN handler h ON %s
              JOIN lane_now c ON c.handler = h.name AND c.lane = e.lane
             ORDER BY e.id, h.name""";

    /** Below the driver's own socket time-out; an operator may wait longer than a reader. */
    private static final int MAX_SECONDS = 25;

    private MatchQuery() {}

    /**
     * What a dry run answers; an operator looks at the sample before the replay is real.
     *
     * @param untilId the newest event that was looked at: a replay that is given it back takes what was shown
     */
    @RegisterForReflection // it goes out through a Response, where the build does not see it
    public record Preview(long matched, Map<String, Long> byType, List<String> sample, String untilId) {}

    /**
     * What comes next.
     *
     * @param position everything up to there is in {@code rows}, or doesn't match
     * @param events how many different events the rows are about
     * @param waiting whether a handler has yet to pass the event behind the position
     */
    record Next(List<Again> rows, long position, int events, boolean waiting) {}

    /** What matches, and the first few of it. */
    static Preview preview(Connection connection, Matching matching, long untilId) throws SQLException {
        Map<String, Long> byType = countInTime(connection, matching, untilId);
        List<String> sample = new ArrayList<>();
        try (PreparedStatement select = over(connection, SAMPLE, matching, 0, untilId);
                ResultSet event = select.executeQuery()) {
            while (event.next()) {
                sample.add(event.getString(1));
            }
        }
        return new Preview(sum(byType), byType, sample, Long.toString(untilId));
    }

    /** How many events match, behind the one and up to the other. */
    static long matched(Connection connection, Matching matching, long after, long untilId) throws SQLException {
        return sum(count(connection, matching, after, untilId));
    }

    private static Map<String, Long> countInTime(Connection connection, Matching matching, long untilId)
            throws SQLException {
        try {
            return count(connection, matching, 0, untilId);
        } catch (SQLException e) {
            if (DatabaseErrors.isCancelled(e)) {
                throw new ProblemException(Problem.of(
                        503, "Counting took longer than %d s; a narrower filter helps.".formatted(MAX_SECONDS)));
            }
            throw e;
        }
    }

    private static Map<String, Long> count(Connection connection, Matching matching, long after, long untilId)
            throws SQLException {
        Map<String, Long> byType = new TreeMap<>();
        try (PreparedStatement count = over(connection, COUNT, matching, after, untilId);
                ResultSet type = count.executeQuery()) {
            while (type.next()) {
                byType.put(type.getString(1), type.getLong(2));
            }
            return byType;
        }
    }

    private static long sum(Map<String, Long> byType) {
        return byType.values().stream().mapToLong(Long::longValue).sum();
    }

    private static PreparedStatement over(
            Connection connection, String sql, Matching matching, long after, long untilId) throws SQLException {
        List<Object> parameters = new ArrayList<>(List.of(after, untilId));
        parameters.addAll(matching.eventParameters());
        return prepare(connection, sql.formatted(matching.eventCondition()), parameters);
    }

    /** At most {@code limit} events after the position, no further than {@code end}, nor past what waits. */
    static Next next(Connection connection, Matching matching, long position, long end, int limit) throws SQLException {
        List<Object> parameters = new ArrayList<>(List.of(position, end));
        parameters.addAll(matching.eventParameters());
        parameters.add(limit);
        parameters.addAll(matching.handlerParameters());
        String sql = NEXT.formatted(matching.eventCondition(), matching.handlerCondition());
        try (PreparedStatement select = prepare(connection, sql, parameters);
                ResultSet row = select.executeQuery()) {
            return next(row, end, limit);
        }
    }

    private static Next next(ResultSet row, long end, int limit) throws SQLException {
        List<Again> rows = new ArrayList<>();
        int events = 0;
        long last = 0;
        while (row.next()) {
            long id = row.getLong("id");
            if (!row.getBoolean("passed")) {
                rows.removeIf(again -> again.eventId() == id);
                int before = last == id ? events - 1 : events;
                return new Next(rows, id - 1, before, true);
            }
            events += last == id ? 0 : 1;
            last = id;
            rows.add(new Again(row.getString("name"), id, row.getInt("lane"), row.getString("key")));
        }
        return new Next(rows, events == limit ? last : end, events, false);
    }

    private static PreparedStatement prepare(Connection connection, String sql, List<Object> parameters)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        statement.setQueryTimeout(MAX_SECONDS);
        for (int i = 0; i < parameters.size(); i++) {
            statement.setObject(i + 1, parameters.get(i));
        }
        return statement;
    }
}
