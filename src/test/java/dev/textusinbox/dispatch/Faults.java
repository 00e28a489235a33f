package dev.textusinbox.dispatch;

import io.agroal.api.AgroalDataSource;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

/** What can happen to one instance: it dies, or it is frozen for a while. Both are seen by its database access first. */
final class Faults {
    private static final String DEADLOCK = "40P01";
    private static final AtomicInteger DEADLOCKS = new AtomicInteger();

    private boolean dead;
    private boolean frozen;
    private boolean buried;

    synchronized void kill() {
        dead = true;
        frozen = false;
        notifyAll();
    }

    synchronized void freeze() {
        frozen = !dead;
    }

    synchronized void thaw() {
        frozen = false;
        notifyAll();
    }

    synchronized boolean isDead() {
        return dead;
    }

    /** Lets the threads of a dead instance end: by now its fences are old, so it can change nothing. */
    synchronized void bury() {
        dead = false;
        buried = true;
        frozen = false;
        notifyAll();
    }

    synchronized boolean isBuried() {
        return buried;
    }

    /** Returns at once, after the freeze, or never normally. */
    synchronized void pass() throws SQLException {
        try {
            while (frozen) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (dead) {
            throw new SQLException("this instance is dead", "08006");
        }
    }

    /** The database as this instance sees it. */
    AgroalDataSource on(AgroalDataSource database) {
        return through(AgroalDataSource.class, (proxy, method, arguments) -> {
            if (!method.getName().equals("getConnection")) {
                return invoke(database, method, arguments);
            }
            pass();
            return on(database.getConnection());
        });
    }

    private Connection on(Connection connection) {
        return through(Connection.class, (proxy, method, arguments) -> {
            // Whatever happens, the pool gets it back, clean.
            boolean cleanUp = method.getName().equals("close")
                    || method.getName().equals("rollback")
                    || method.getName().equals("setAutoCommit")
                    || method.getName().equals("setNetworkTimeout");
            if (!cleanUp) {
                pass();
            }
            Object result = invoke(connection, method, arguments);
            return result instanceof Statement statement && !cleanUp
                    ? on(statement, method.getReturnType().asSubclass(Statement.class))
                    : result;
        });
    }

    private static <T extends Statement> T on(Statement statement, Class<T> type) {
        return through(type, (proxy, method, arguments) -> {
            try {
                return invoke(statement, method, arguments);
            } catch (SQLException e) {
                if (DEADLOCK.equals(e.getSQLState())) {
                    DEADLOCKS.incrementAndGet();
                }
                throw e;
            }
        });
    }

    /** How often the database has ended a circle of waiting instances, in all runs. */
    static int deadlocks() {
        return DEADLOCKS.get();
    }

    private static Object invoke(Object target, java.lang.reflect.Method method, Object[] arguments) throws Throwable {
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
