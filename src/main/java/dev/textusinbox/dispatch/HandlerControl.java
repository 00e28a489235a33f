package dev.textusinbox.dispatch;

import dev.textusinbox.log.Wakeups;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** Pausing and resuming a handler, for all instances. */
public final class HandlerControl {
    private static final String PAUSE = "UPDATE handler SET state = 'paused', paused_reason = ? WHERE name = ?";
    private static final String RESUME = "UPDATE handler SET state = 'running', paused_reason = NULL WHERE name = ?";

    private HandlerControl() {}

    /**
     * Makes all instances stop calling the handler within a second; what is in hand ends.
     *
     * @return false if there is no such handler
     */
    public static boolean pause(Connection connection, String handler, String reason) throws SQLException {
        try (PreparedStatement pause = connection.prepareStatement(PAUSE)) {
            pause.setString(1, reason);
            pause.setString(2, handler);
            boolean known = pause.executeUpdate() == 1;
            Wakeups.control(connection);
            return known;
        }
    }

    /**
     * Lets the handler go on where it stopped.
     *
     * @return false if there is no such handler
     */
    public static boolean resume(Connection connection, String handler) throws SQLException {
        try (PreparedStatement resume = connection.prepareStatement(RESUME)) {
            resume.setString(1, handler);
            boolean known = resume.executeUpdate() == 1;
            Wakeups.control(connection);
            return known;
        }
    }
}
