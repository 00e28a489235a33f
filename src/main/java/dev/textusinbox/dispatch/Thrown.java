package dev.textusinbox.dispatch;

import dev.textusinbox.platform.failure.DatabaseErrors;
import dev.textusinbox.platform.failure.OutOfMemory;
import dev.textusinbox.trace.Handling;
import java.sql.SQLException;
import org.jboss.logging.Logger;

/** What a handler threw, asked with care: it is anybody's class, and may throw itself where it is asked. */
final class Thrown {
    private Thrown() {}

    /** Its class and message, as far as it tells them. Ends the process where memory is out. */
    static String text(Throwable thrown) {
        try {
            String message = thrown.getMessage();
            String name = thrown.getClass().getSimpleName();
            return message == null ? name : name + ": " + message;
        } catch (Throwable e) {
            OutOfMemory.endIfCauseOf(e);
            return thrown.getClass().getName() + ", which threw when it was asked for its message";
        }
    }

    /** Whether it is the database's state and not the event's fault. */
    static boolean isPassing(Throwable thrown) {
        try {
            return DatabaseErrors.isPassing(thrown);
        } catch (Throwable e) {
            OutOfMemory.endIfCauseOf(e);
            return false;
        }
    }

    /** Whether the database can't be asked at all, so that nothing is known of the value asked for. */
    static boolean isAway(SQLException failure) {
        return DatabaseErrors.isUnavailable(failure) && !DatabaseErrors.isSchema(failure);
    }

    /** Whether the connection is gone, so that another one may do. */
    static boolean isLost(SQLException failure) {
        return DatabaseErrors.isConnectionLost(failure);
    }

    /** Tells the trace and, at debug, the log. */
    static void tell(Logger log, String handler, Handling handling, Throwable thrown) {
        try {
            handling.failed(thrown);
            log.debugf(thrown, "handler %s threw", handler);
        } catch (Throwable e) {
            OutOfMemory.endIfCauseOf(e);
            log.debugf("handler %s threw what can't be told", handler);
        }
    }
}
