package dev.textusinbox.dispatch;

import dev.textusinbox.log.Control;
import dev.textusinbox.log.Wakeups;
import dev.textusinbox.platform.database.Sql;
import java.sql.Connection;
import java.sql.SQLException;

/** A handler that asks to be paused, for all instances; an operator lets it go on. */
public final class HandlerControl {
    private static final String PAUSE = "UPDATE handler SET state = 'paused', paused_reason = ? WHERE name = ?";

    private HandlerControl() {}

    /**
     * Makes all instances stop calling the handler within a second; what is in hand ends.
     *
     * @return false if there is no such handler
     */
    public static boolean pause(Connection connection, String handler, String reason) throws SQLException {
        boolean known = Sql.update(connection, PAUSE, reason, handler) == 1;
        Wakeups.control(connection, Control.HANDLERS);
        return known;
    }
}
