package dev.textusinbox.operate.failure;

import dev.textusinbox.dispatch.RedeliveryBatch;
import dev.textusinbox.dispatch.RedeliveryBatch.RedeliverySelection;
import dev.textusinbox.failure.FailureGroupId;
import dev.textusinbox.operate.failure.FailureEntry.FailureSample;
import dev.textusinbox.operate.failure.FailureEntry.SampleResponse;
import dev.textusinbox.platform.database.Sql;
import dev.textusinbox.platform.database.Sql.SqlArray;
import dev.textusinbox.platform.request.Instants;
import io.agroal.api.AgroalDataSource;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Reads of groups what is not kept as a count: their samples, their hours, and those of some contact or time only. */
@Singleton
class FailureDetails {
    // The newest up to one, from an index on cause, state and id.
    private static final String SAMPLES = """
            SELECT g.n, s.id, s.event_id, s.last_error, e.contact, a.response_status, a.response_type, a.response_body
              FROM unnest(?::bigint[], ?::text[], ?::bigint[]) WITH ORDINALITY AS g(cause_id, state, newest, n)
             CROSS JOIN LATERAL (
                   SELECT r.id, r.event_id, r.replay_id, r.handler, r.last_error FROM redelivery r
                    WHERE r.cause_id = g.cause_id AND r.state = g.state AND r.id <= g.newest
                    ORDER BY r.cause_id DESC, r.state DESC, r.id DESC LIMIT 1) AS s
              LEFT JOIN event e ON e.id = s.event_id
              LEFT JOIN LATERAL (
                   SELECT t.response_status, t.response_type, t.response_body FROM attempt t
                    WHERE t.event_id = s.event_id AND t.handler = s.handler AND t.replay_id IS NOT DISTINCT FROM s.replay_id
                    ORDER BY t.attempt DESC, t.id DESC LIMIT 1) AS a ON true""";

    private static final String HOURS = """
            SELECT g.n, h.ago, sum(h.n)::bigint AS failed
              FROM unnest(?::bigint[], ?::text[]) WITH ORDINALITY AS g(cause_id, state, n)
             CROSS JOIN LATERAL (
                   SELECT (extract(epoch FROM date_trunc('hour', now(), 'UTC') - o.hour) / 3600)::int AS ago, o.n
                     FROM failure_hour o WHERE o.cause_id = g.cause_id AND o.state = g.state) AS h
             WHERE h.ago >= 0 AND h.ago < ?
             GROUP BY g.n, h.ago""";

    // Counted row by row: nothing is kept by contact or time.
    private static final String SEARCH = """
            SELECT r.cause_id, r.handler, r.state, max(r.cause) AS cause, count(*) AS n, count(DISTINCT r.key) AS contacts,
                   min(coalesce(r.failing_since, r.failed_at)) AS first_failed_at, max(r.failed_at) AS last_failed_at,
                   max(r.id) AS newest
              FROM redelivery r
             WHERE r.cause_id IS NOT NULL AND r.state = ANY (?) AND (?::text IS NULL OR r.handler = ?) AND %s
             GROUP BY r.cause_id, r.handler, r.state
             ORDER BY count(*) DESC, r.cause_id""".formatted(RedeliveryBatch.NARROWED);

    private final AgroalDataSource database;

    FailureDetails(AgroalDataSource database) {
        this.database = database;
    }

    /**
     * A group as it was found.
     *
     * @param newest its newest row that is meant
     */
    record FoundGroup(FailureCounts counts, long newest) {
        static FoundGroup whole(FailureCounts counts) {
            return new FoundGroup(counts, Long.MAX_VALUE);
        }
    }

    /** The groups of what is wanted, the largest first; of any handler where that is null. */
    List<FoundGroup> search(String handler, List<String> states, RedeliverySelection wanted) {
        try (Connection connection = database.getConnection()) {
            Stream<Object> first = Stream.of(Sql.texts(states), handler, handler);
            return Sql.list(
                    connection,
                    SEARCH,
                    FailureDetails::found,
                    Stream.concat(first, wanted.narrowing()).toArray());
        } catch (SQLException e) {
            throw new IllegalStateException("failures can't be searched", e);
        }
    }

    private static FoundGroup found(ResultSet row) throws SQLException {
        FailureCounts counts = new FailureCounts(
                row.getLong("cause_id"),
                row.getString("handler"),
                row.getString("state"),
                row.getString("cause"),
                row.getLong("n"),
                row.getLong("contacts"),
                Instants.of(row, "first_failed_at"),
                Instants.of(row, "last_failed_at"));
        return new FoundGroup(counts, row.getLong("newest"));
    }

    /** The groups as they are answered, in the order given. */
    List<FailureEntry> of(List<FoundGroup> groups) {
        try (Connection connection = database.getConnection()) {
            SqlArray causes = Sql.longs(
                    groups.stream().map(group -> group.counts().causeId()).toList());
            SqlArray states = Sql.texts(
                    groups.stream().map(group -> group.counts().state()).toList());
            SqlArray newest = Sql.longs(groups.stream().map(FoundGroup::newest).toList());
            Map<Integer, FailureSample> samples = new HashMap<>();
            Sql.each(connection, SAMPLES, row -> samples.put(row.getInt("n") - 1, sample(row)), causes, states, newest);
            Map<Integer, Long[]> hours = new HashMap<>();
            Sql.each(
                    connection,
                    HOURS,
                    row -> hours.computeIfAbsent(row.getInt("n") - 1, n -> none())[
                                    FailureEntry.HOURS - 1 - row.getInt("ago")] =
                            row.getLong("failed"),
                    causes,
                    states,
                    FailureEntry.HOURS);
            List<FailureEntry> entries = new ArrayList<>();
            for (int n = 0; n < groups.size(); n++) {
                entries.add(entry(groups.get(n).counts(), hours.getOrDefault(n, none()), samples.get(n)));
            }
            return entries;
        } catch (SQLException e) {
            throw new IllegalStateException("groups of failures can't be read", e);
        }
    }

    private static Long[] none() {
        Long[] hours = new Long[FailureEntry.HOURS];
        Arrays.fill(hours, 0L);
        return hours;
    }

    private static FailureEntry entry(FailureCounts counts, Long[] hours, FailureSample sample) {
        return new FailureEntry(
                new FailureGroupId(counts.causeId(), counts.state()).toString(),
                counts.handler(),
                counts.state(),
                counts.cause(),
                counts.n(),
                counts.contacts(),
                counts.firstFailedAt(),
                counts.lastFailedAt(),
                List.of(hours),
                sample);
    }

    private static FailureSample sample(ResultSet row) throws SQLException {
        int status = row.getInt("response_status");
        SampleResponse response = row.wasNull()
                ? null
                : new SampleResponse(status, row.getString("response_type"), row.getString("response_body"));
        return new FailureSample(
                row.getString("id"),
                row.getString("event_id"),
                row.getString("contact"),
                row.getString("last_error"),
                response);
    }
}
