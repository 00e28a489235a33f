package dev.textusinbox.history.event;

import dev.textusinbox.history.event.HandlerState.Attempt;
import dev.textusinbox.history.event.HandlerState.AttemptResponse;
import dev.textusinbox.history.query.TimedQueries;
import dev.textusinbox.platform.request.Instants;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Works out what each handler made of an event: most of it is not stored, but follows from how far the handler is. */
@ApplicationScoped
class HandlerStateQuery {
    /** One statement, so one snapshot: between two, an event could leave its lane's backlog and be lost from sight. */
    private static final String STATES = """
            SELECT h.name, r.last_error, r.due_at,
                   CASE WHEN r.id IS NOT NULL THEN r.state
                        WHEN e.id > coalesce(c.position, h.start_position) THEN 'pending'
                        WHEN e.id <= h.start_position THEN 'skipped'
                        WHEN h.types <> '{}' AND e.type <> ALL (h.types) THEN 'skipped'
                        ELSE 'done' END AS state,
                   coalesce(r.attempts, 0) AS counted,
                   (SELECT count(*) FROM attempt a
                     WHERE a.event_id = e.id AND a.handler = h.name AND a.replay_id IS NULL) AS noted
              FROM event e
             CROSS JOIN handler h
              LEFT JOIN lane_now c ON c.handler = h.name AND c.lane = e.lane
              LEFT JOIN redelivery r ON r.event_id = e.id AND r.handler = h.name AND r.replay_id IS NULL
             WHERE e.id = ?
             ORDER BY h.name""";

    /** An event that is replayed again and again has any number of attempts. */
    private static final String ATTEMPTS = """
            SELECT handler, attempt, ended_at, outcome, error, duration_ms, replay_id, response_status, response_type, response_body
              FROM attempt WHERE event_id = ? ORDER BY id DESC LIMIT 200""";

    private final TimedQueries queries;

    HandlerStateQuery(TimedQueries queries) {
        this.queries = queries;
    }

    /** One state for every known handler, by name. */
    List<HandlerState> of(long eventId) {
        Map<String, List<Attempt>> attempts = new HashMap<>();
        queries.rows(
                ATTEMPTS,
                List.of(eventId),
                row -> attempts.computeIfAbsent(row.getString("handler"), handler -> new ArrayList<>())
                        .add(attempt(row)));
        return queries.rows(STATES, List.of(eventId), row -> state(row, attempts));
    }

    private static HandlerState state(ResultSet row, Map<String, List<Attempt>> attempts) throws SQLException {
        String handler = row.getString("name");
        String state = row.getString("state");
        // What went well at once has left nothing. One that ended everything is counted and not noted; an operator's
        // retry begins to count anew, and what was noted stays.
        int tried = Math.max(row.getInt("counted"), row.getInt("noted"));
        return new HandlerState(
                handler,
                state,
                state.equals("done") ? Math.max(1, tried) : tried,
                row.getString("last_error"),
                Instants.of(row, "due_at"),
                attempts.getOrDefault(handler, List.of()));
    }

    private static Attempt attempt(ResultSet row) throws SQLException {
        return new Attempt(
                row.getInt("attempt"),
                Instants.of(row, "ended_at"),
                row.getString("outcome"),
                row.getString("error"),
                row.getInt("duration_ms"),
                TimedQueries.id(row, "replay_id"),
                response(row));
    }

    private static AttemptResponse response(ResultSet row) throws SQLException {
        int status = row.getInt("response_status");
        return row.wasNull()
                ? null
                : new AttemptResponse(status, row.getString("response_type"), row.getString("response_body"));
    }
}
