package dev.textusinbox.dispatch;

import dev.textusinbox.platform.database.Sql;
import dev.textusinbox.platform.database.Sql.SqlArray;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import org.jboss.logging.Logger;

/**
 * Which handlers are stuck on this instance, or wait for their other side: in the database for all to see. What is stuck is told
 * in the log, too, as it begins and ends; what waits is told by its breaker.
 */
final class Conditions {
    private static final Logger LOG = Logger.getLogger(Conditions.class);

    private static final String FORGET = "DELETE FROM handler_condition WHERE instance = ? AND handler <> ALL (?)";

    private static final String WRITE = """
            INSERT INTO handler_condition AS c (instance, handler, state, reason)
            SELECT ?, u.handler, u.state, u.reason FROM unnest(?::text[], ?::text[], ?::text[]) AS u(handler, state, reason)
              JOIN handler h ON h.name = u.handler
            ON CONFLICT (instance, handler)
            DO UPDATE SET reason = excluded.reason, state = excluded.state,
                          since = CASE c.state WHEN excluded.state THEN c.since ELSE excluded.since END""";

    private final Map<String, HandlerCondition> known = new TreeMap<>();
    private Map<String, HandlerCondition> written = Map.of();
    private String writtenAs;

    /** @param condition null: there is nothing to tell */
    synchronized void look(String handler, HandlerCondition condition) {
        HandlerCondition before = condition == null ? known.remove(handler) : known.put(handler, condition);
        boolean wasStuck = before != null && before.isStuck();
        boolean isStuck = condition != null && condition.isStuck();
        if (wasStuck && !isStuck) {
            LOG.infof("Handler %s is not stuck any more", handler);
        } else if (isStuck && !wasStuck) {
            LOG.warnf(
                    "Handler %s is stuck: %s. Its events wait until they return, or this instance is restarted",
                    handler, condition.reason());
        }
    }

    private synchronized Map<String, HandlerCondition> copy() {
        return new TreeMap<>(known);
    }

    /** Writes what has changed since it was written; by one thread at a time. */
    void write(Connection connection, String instance) throws SQLException {
        Map<String, HandlerCondition> now = copy();
        if (now.equals(written) && instance.equals(writtenAs)) {
            return;
        }
        SqlArray handlers = Sql.texts(now.keySet());
        Sql.update(connection, FORGET, instance, handlers);
        Sql.update(
                connection,
                WRITE,
                instance,
                handlers,
                Sql.texts(now.values().stream().map(HandlerCondition::state).toList()),
                Sql.texts(now.values().stream().map(HandlerCondition::reason).toList()));
        written = now;
        writtenAs = instance;
    }
}
