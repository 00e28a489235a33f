package dev.textusinbox.replay;

import dev.textusinbox.history.event.EventFilter;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which events go to which handlers again: those that the filter picks and whose body is still there, and of the
 * handlers those that take the event's type and stand with it as asked.
 *
 * @param states where the event must stand with the handler; empty for anywhere
 * @param failedFrom when an attempt of the event at the handler failed, at the earliest; null for any time
 * @param failedTo when it failed, before this; null for any time
 */
record Matching(List<String> handlers, EventFilter events, List<String> states, Instant failedFrom, Instant failedTo) {
    /** What a handler may have made of an event, as handler_state() in the schema says it. */
    static final Set<String> STATES = new TreeSet<>(ReplayFilter.STATES);

    /** States that have a row in the redelivery table, and so can be found from there. */
    private static final Set<String> FAILED_STATES = Set.of("retrying", "blocked", "dead", "discarded");

    private static final String TAKES = "h.name = ANY (?) AND (h.types = '{}' OR e.type = ANY (h.types))";

    private static final String STANDS = " AND handler_state(h.name, e.id, e.lane, e.type) = ANY (?)";

    private static final String FAILED = """
             AND EXISTS (SELECT 1 FROM attempt a
                          WHERE a.event_id = e.id AND a.handler = h.name AND a.outcome <> 'done'
                            AND a.ended_at >= coalesce(?::timestamptz, '-infinity')
                            AND a.ended_at < coalesce(?::timestamptz, 'infinity'))""";

    // The function is dear and the log is long: where only redeliveries are asked for, they are where to begin.
    private static final String IN_FAILED_STATES = """
             AND e.id IN (SELECT r.event_id FROM redelivery r
                           WHERE r.handler = ANY (?) AND r.state = ANY (?) AND r.replay_id IS NULL)""";

    Matching {
        handlers = List.copyOf(handlers);
        states = List.copyOf(states);
    }

    /** Whether it means every event that a handler takes. */
    boolean isEmpty() {
        return events.isEmpty() && states.isEmpty() && !isByFailure();
    }

    /** Whether the state has to be worked out for each event that the filter picks. */
    boolean isExpensive() {
        return isByFailure() || (!states.isEmpty() && !FAILED_STATES.containsAll(states));
    }

    private boolean isByFailure() {
        return failedFrom != null || failedTo != null;
    }

    /** The condition over {@code handler h} and {@code event e}, with a {@code ?} for each of its parameters. */
    String handlerCondition() {
        return TAKES + (states.isEmpty() ? "" : STANDS) + (isByFailure() ? FAILED : "");
    }

    List<Object> handlerParameters() {
        List<Object> parameters = new ArrayList<>();
        parameters.add(array(handlers));
        if (!states.isEmpty()) {
            parameters.add(array(states));
        }
        if (isByFailure()) {
            parameters.add(time(failedFrom));
            parameters.add(time(failedTo));
        }
        return parameters;
    }

    /** The condition over {@code event e}, with a {@code ?} for each of its parameters. */
    String eventCondition() {
        return events.where() + " AND e.body IS NOT NULL AND EXISTS (SELECT 1 FROM handler h WHERE "
                + handlerCondition() + ")" + (narrows() ? IN_FAILED_STATES : "");
    }

    List<Object> eventParameters() {
        List<Object> parameters = new ArrayList<>(events.parameters());
        parameters.addAll(handlerParameters());
        if (narrows()) {
            parameters.add(array(handlers));
            parameters.add(array(states));
        }
        return parameters;
    }

    private boolean narrows() {
        return !states.isEmpty() && FAILED_STATES.containsAll(states);
    }

    private static OffsetDateTime time(Instant time) {
        return time == null ? null : time.atOffset(ZoneOffset.UTC);
    }

    private static Object array(List<String> values) {
        return values.toArray(String[]::new);
    }
}
