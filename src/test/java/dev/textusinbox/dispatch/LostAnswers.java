package dev.textusinbox.dispatch;

import io.agroal.api.AgroalDataSource;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Predicate;

/** A database whose answers may be lost: to a commit, which is made all the same, or to a statement; or that has no connection. */
final class LostAnswers {
    private Predicate<String> refused = sql -> false;
    private String refusedWith;
    private boolean losesCommit;
    private boolean losesAnswer;
    private volatile boolean exhausted;
    private Connection uncommitted;
    private int open;

    /** The next commit seems to fail, and is made at {@link #commitAtLast}. */
    synchronized void loseCommit() {
        losesCommit = true;
    }

    /** The next commit seems to fail, though it is made at once. */
    synchronized void loseAnswerToCommit() {
        losesAnswer = true;
    }

    synchronized boolean hasLostAnswer() {
        return !losesAnswer;
    }

    synchronized boolean hasLostCommit() {
        return uncommitted != null;
    }

    synchronized void commitAtLast() throws SQLException {
        uncommitted.commit();
        uncommitted.setAutoCommit(true);
        uncommitted.close();
        uncommitted = null;
    }

    /** How many connections were taken and not given back. */
    synchronized int open() {
        return open;
    }

    /** Statements of that text fail. */
    synchronized void refuse(Predicate<String> statements, String sqlState) {
        refused = statements;
        refusedWith = sqlState;
    }

    /** No connection is to be had any more. */
    void exhaust() {
        exhausted = true;
    }

    AgroalDataSource on(AgroalDataSource database) {
        return through(AgroalDataSource.class, (proxy, method, arguments) -> {
            if (exhausted && method.getName().equals("getConnection")) {
                throw new SQLException("no connection in time");
            }
            Object result = invoke(database, method, arguments);
            return result instanceof Connection connection ? on(connection) : result;
        });
    }

    private synchronized Connection on(Connection connection) {
        boolean[] lost = {false};
        open++;
        return through(Connection.class, (proxy, method, arguments) -> {
            String name = method.getName();
            if (lost[0]) {
                return null;
            }
            synchronized (this) {
                if (name.equals("close") && !connection.isClosed()) {
                    open--;
                }
                if (name.equals("commit") && losesCommit) {
                    losesCommit = false;
                    lost[0] = true;
                    uncommitted = connection;
                    throw new SQLException("the answer to the commit is lost", "08006");
                }
                if (name.equals("commit") && losesAnswer) {
                    losesAnswer = false;
                    connection.commit();
                    throw new SQLException("the answer to the commit is lost", "08006");
                }
                if (name.equals("prepareStatement") && refused.test((String) arguments[0])) {
                    throw new SQLException("told to fail", refusedWith);
                }
            }
            return invoke(connection, method, arguments);
        });
    }

    private static Object invoke(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static <T> T through(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
