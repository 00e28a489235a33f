package dev.textusinbox.platform.failure;

import jakarta.transaction.RollbackException;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Objects;

/**
 * What a failure of the database means, for the whole program: by SQLSTATE, never by text. One table; who asks differs only in
 * which of its rows he means.
 */
public final class DatabaseErrors {
    private static final int MAX_DEPTH = 20;
    private static final String CANCELLED = "57014";

    private DatabaseErrors() {}

    /** The rows of the table. */
    public enum Kind {
        /** This connection is gone: dead in the pool, or ended by a server that shuts down. */
        LOST,
        /** No connection can be made: no server, no such database, not with this name and password, none in time. */
        AWAY,
        /** No room on disk, in memory or for sessions; an I/O error; a primary that has become a standby. */
        UNABLE,
        /** Lost against somebody else: deadlock, serialization. */
        CONTENTION,
        /** Took too long, in working or in waiting for a lock. It may well be the statement's own doing. */
        LIMIT,
        /** Not as this version needs it: not migrated yet, something dropped or not granted, broken inside. */
        SCHEMA,
        /** A value that it does not take; trying again would not help. */
        DATA,
        /** A statement that is wrong. */
        OTHER
    }

    /** The row of a state; null is the pool's own: no connection in time, or closed. */
    public static Kind kind(String state) {
        if (state == null) {
            return Kind.AWAY;
        }
        return switch (state) {
            case "08003", "08006", "25P03" -> Kind.LOST;
            case "3D000" -> Kind.AWAY;
            // The driver's own: it could not connect, and has no better word.
            case "99999" -> Kind.AWAY;
            case "25006" -> Kind.UNABLE;
            case "55P03", "55006", CANCELLED -> Kind.LIMIT;
            // Table, column, function, schema, privilege; a plan or statement made for another version, or by another
            // session.
            case "42P01", "42703", "42883", "3F000", "42501", "0A000", "26000" -> Kind.SCHEMA;
            default -> ofClass(state.length() < 2 ? "" : state.substring(0, 2));
        };
    }

    private static Kind ofClass(String sqlClass) {
        return switch (sqlClass) {
            case "57" -> Kind.LOST;
            case "08", "28" -> Kind.AWAY;
            case "53", "58" -> Kind.UNABLE;
            case "40" -> Kind.CONTENTION;
            case "XX" -> Kind.SCHEMA;
            case "22", "23", "54" -> Kind.DATA;
            default -> Kind.OTHER;
        };
    }

    /** The row of the first failure of the database among the causes; null if there is none. */
    public static Kind kind(Throwable failure) {
        SQLException first = first(failure);
        return first == null ? null : kind(first.getSQLState());
    }

    private static String state(Throwable failure) {
        SQLException first = first(failure);
        return first == null ? null : first.getSQLState();
    }

    private static SQLException first(Throwable failure) {
        return first(failure, 0);
    }

    private static SQLException first(Throwable failure, int depth) {
        // Causes may form a circle; nothing sensible is wrapped twenty times.
        if (failure == null || depth == MAX_DEPTH) {
            return null;
        }
        if (failure instanceof SQLException sql) {
            return sql;
        }
        SQLException cause = first(causeOf(failure), depth + 1);
        // A commit that fails tells of its reason as of something suppressed.
        return cause != null || !(failure instanceof RollbackException)
                ? cause
                : Arrays.stream(failure.getSuppressed())
                        .map(each -> first(each, depth + 1))
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(null);
    }

    /** Anybody's exception may throw where it is asked. */
    private static Throwable causeOf(Throwable failure) {
        try {
            return failure.getCause();
        } catch (RuntimeException | Error e) {
            OutOfMemory.endIfCauseOf(e);
            return null;
        }
    }

    /** Whether it is the database's state and not the request's fault: the same may well succeed later. */
    public static boolean isUnavailable(Throwable failure) {
        Kind kind = kind(failure);
        return kind != null && kind != Kind.DATA && kind != Kind.OTHER;
    }

    /** What an operator is told of a database that can't be used. */
    public static String inWords(Throwable failure) {
        String state = state(failure);
        if (state == null) {
            return "the database can't be reached";
        }
        if (state.equals("3D000")) {
            return "the server has no database of this name (quarkus.datasource.jdbc.url)";
        }
        return state.startsWith("28")
                ? "the server refuses this user (quarkus.datasource.username, .password)"
                : "the database can't be reached";
    }

    /** Whether something is not there as this version needs it. */
    public static boolean isSchema(Throwable failure) {
        return kind(failure) == Kind.SCHEMA;
    }

    /** Whether it took longer than it may, or waited longer for a lock. */
    public static boolean isLimit(Throwable failure) {
        return kind(failure) == Kind.LIMIT;
    }

    /**
     * Whether a handler's own work on this database failed by what passes, so that no attempt counts. A limit is not among them:
     * that may well be the event's doing; nor is what stays as it is until somebody changes it.
     */
    public static boolean isPassing(Throwable failure) {
        return failure instanceof SQLException sql
                && sql.getSQLState() != null
                && switch (kind(sql.getSQLState())) {
                    case LOST, AWAY, UNABLE, CONTENTION -> true;
                    default -> false;
                };
    }

    /** Whether the value itself is refused (data exception, constraint, index row too long). */
    public static boolean isData(SQLException failure) {
        return kind(failure.getSQLState()) == Kind.DATA;
    }

    /** Whether it took longer than it was given. */
    public static boolean isCancelled(SQLException failure) {
        return CANCELLED.equals(failure.getSQLState());
    }

    /** Whether the connection is gone, so that another one may do at once. */
    public static boolean isConnectionLost(SQLException failure) {
        return kind(failure.getSQLState()) == Kind.LOST;
    }
}
