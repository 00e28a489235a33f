package dev.textusinbox.history;

import dev.textusinbox.history.PageCursor.Order;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;

/** Finds events by the order of the log: what is read costs the same at any depth of history. */
@ApplicationScoped
class EventScan {
    private static final String HEAD = "SELECT coalesce(max(id), 0) FROM event";

    private static final String ASCENDING =
            "SELECT " + Found.COLUMNS + " FROM event e WHERE e.id > ? AND e.id <= ? AND %s ORDER BY e.id LIMIT ?";

    private static final String DESCENDING =
            "SELECT " + Found.COLUMNS + " FROM event e WHERE e.id < ? AND e.id <= ? AND %s ORDER BY e.id DESC LIMIT ?";

    private final TimedQueries queries;

    EventScan(TimedQueries queries) {
        this.queries = queries;
    }

    /**
     * What was found.
     *
     * @param position everything up to there, in the order asked for, is found or not meant
     * @param ended whether nothing more is there
     */
    record Result(List<Found> found, long position, boolean ended) {}

    /** The newest event's id; none up to it appears later. 0 where there is none. */
    long head() {
        return queries.row(HEAD, List.of(), row -> row.getLong(1)).orElseThrow();
    }

    /** The next events after the position, none of them newer than the head. */
    Result read(Selection selection, Order order, long position, long head, int limit) {
        List<Object> parameters = new ArrayList<>(List.of(position, head));
        parameters.addAll(selection.filter().parameters());
        parameters.add(limit);
        String sql = (order == Order.ASC ? ASCENDING : DESCENDING)
                .formatted(selection.filter().where());
        List<Found> found = queries.rows(sql, parameters, Found::of);
        if (found.size() == limit) {
            return new Result(found, found.get(limit - 1).event().id(), false);
        }
        // Retention may have taken the head away: never point back behind what was given.
        return new Result(found, order == Order.ASC ? Math.max(head, position) : 0, true);
    }
}
