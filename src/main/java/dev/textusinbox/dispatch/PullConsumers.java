package dev.textusinbox.dispatch;

import dev.textusinbox.log.Lanes;
import dev.textusinbox.platform.database.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;

/** The pull consumers that there are, as handlers of kind {@code pull}; in the caller's transaction. */
public final class PullConsumers {
    /** What {@code handler.kind} says of them. */
    public static final String KIND = "pull";

    private static final String FIND = """
            SELECT kind, types, state,
                   EXISTS (SELECT 1 FROM bulk b WHERE b.state = 'running' AND b.action = 'drop'
                                                  AND b.wanted ->> 'handler' = h.name) AS is_dropped
              FROM handler h WHERE name = ?""";

    private static final String NAMES = "SELECT name FROM handler WHERE kind = '" + KIND + "'";

    private PullConsumers() {}

    /**
     * One of them, or a handler that has the name.
     *
     * @param types those that it takes; empty: all
     * @param isDropped whether it is on its way out, in the background
     */
    public record Registered(String kind, Set<String> types, boolean isPaused, boolean isDropped) {
        /** Whether it is one of them. */
        public boolean isPull() {
            return kind.equals(KIND) && !isDropped;
        }
    }

    /** What has that name, whatever it is. */
    public static Optional<Registered> find(Connection connection, String name) throws SQLException {
        return Sql.first(
                connection,
                FIND,
                row -> new Registered(
                        row.getString("kind"),
                        Set.of((String[]) row.getArray("types").getArray()),
                        row.getString("state").equals("paused"),
                        row.getBoolean("is_dropped")),
                name);
    }

    /** The names of all. */
    public static Collection<String> names(Connection connection) throws SQLException {
        return Sql.list(connection, NAMES, row -> row.getString(1));
    }

    /**
     * Makes one, or changes its types; where it begins is decided once.
     *
     * @param fromNow whether it begins with what comes from now on, and not with all that is there
     */
    public static void register(Connection connection, String name, Collection<String> types, boolean fromNow)
            throws SQLException {
        Sql.run(connection, CursorStore.REGISTER, name, KIND, Sql.texts(types), fromNow, Lanes.COUNT);
    }

    /** Whether a handler may have that name. */
    public static boolean isName(String name) {
        return HandlerRegistry.NAME.matcher(name).matches();
    }
}
