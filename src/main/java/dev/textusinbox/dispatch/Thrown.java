package dev.textusinbox.dispatch;

import dev.textusinbox.platform.failure.DatabaseErrors;
import dev.textusinbox.platform.failure.OutOfMemory;
import dev.textusinbox.trace.Handling;
import java.sql.SQLException;
import java.util.List;
import org.jboss.logging.Logger;

/** What a handler threw, asked with care: it is anybody's class, and may throw itself where it is asked. */
final class Thrown {
    /** Where no handler's own code is. */
    private static final List<String> NOT_OWN = List.of(
            "java.",
            "javax.",
            "jdk.",
            "sun.",
            "com.sun.",
            "jakarta.",
            "io.quarkus.",
            "io.vertx.",
            "io.netty.",
            "io.smallrye.",
            "io.agroal.",
            "org.jboss.",
            "org.hibernate.",
            "org.postgresql.",
            "com.fasterxml.",
            "dev.textusinbox.dispatch.");

    private static final int MAX_MESSAGE = 350;

    private Thrown() {}

    /**
     * Its class and message, as far as it tells them, and where in the handler's own code it was thrown. Ends the process where
     * memory is out.
     */
    static String text(Throwable thrown) {
        try {
            String message = thrown.getMessage();
            String name = thrown.getClass().getSimpleName();
            String what = message == null ? name : name + ": " + shortened(message);
            return what + place(thrown);
        } catch (Throwable e) {
            OutOfMemory.endIfCauseOf(e);
            return thrown.getClass().getName() + ", which threw when it was asked for its message";
        }
    }

    private static String shortened(String message) {
        return message.length() <= MAX_MESSAGE ? message : message.substring(0, MAX_MESSAGE) + "…";
    }

    private static String place(Throwable thrown) {
        for (StackTraceElement frame : thrown.getStackTrace()) {
            if (NOT_OWN.stream().noneMatch(frame.getClassName()::startsWith)) {
                String type =
                        frame.getClassName().substring(frame.getClassName().lastIndexOf('.') + 1);
                return " (at " + type + "." + frame.getMethodName() + ", line " + frame.getLineNumber() + ")";
            }
        }
        return "";
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
