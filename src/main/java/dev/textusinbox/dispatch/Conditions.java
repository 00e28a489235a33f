package dev.textusinbox.dispatch;

import dev.textusinbox.platform.database.Sql;
import dev.textusinbox.platform.database.Sql.SqlArray;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import org.jboss.logging.Logger;

/** Which handlers are stuck on this instance: told in the log as it begins and ends, and in the database for all to see. */
final class Conditions {
    private static final Logger LOG = Logger.getLogger(Conditions.class);

    private static final String FORGET = "DELETE FROM handler_condition WHERE instance = ? AND handler <> ALL (?)";

    private static final String WRITE = """
            INSERT INTO handler_condition (instance, handler, state, reason)
            SELECT ?, u.handler, 'stuck', u.reason FROM unnest(?::text[], ?::text[]) AS u(handler, reason)
              JOIN handler h ON h.name = u.handler
            ON CONFLICT (instance, handler) DO UPDATE SET reason = excluded.reason""";

    private final Map<String, String> stuck = new TreeMap<>();
    private Map<String, String> written = Map.of();
    private String writtenAs;

    /** @param reason null: it is not stuck */
    synchronized void look(String handler, String reason) {
        if (reason == null) {
            if (stuck.remove(handler) != null) {
                LOG.infof("Handler %s is not stuck any more", handler);
            }
        } else if (stuck.put(handler, reason) == null) {
            LOG.warnf(
                    "Handler %s is stuck: %s. Its events wait until they return, or this instance is restarted",
                    handler, reason);
        }
    }

    private synchronized Map<String, String> copy() {
        return Map.copyOf(stuck);
    }

    /** Writes what has changed since it was written; by one thread at a time. */
    void write(Connection connection, String instance) throws SQLException {
        Map<String, String> now = copy();
        if (now.equals(written) && instance.equals(writtenAs)) {
            return;
        }
        SqlArray handlers = Sql.texts(now.keySet());
        Sql.update(connection, FORGET, instance, handlers);
        Sql.update(connection, WRITE, instance, handlers, Sql.texts(now.values()));
        written = now;
        writtenAs = instance;
    }
}
