package dev.textusinbox.dispatch;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;

/** The connection as a transactional handler has it: all of it but what would end a transaction that is not its own. */
final class LentConnection {
    private static final Set<String> ENDING = Set.of("commit", "close", "abort", "setAutoCommit");
    private static final String INVALID_TRANSACTION_TERMINATION = "2D000";

    private LentConnection() {}

    static Connection of(Connection connection) {
        return (Connection) Proxy.newProxyInstance(
                LentConnection.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, arguments) -> {
                    if (ends(method, arguments)) {
                        throw new SQLException(
                                "a transactional handler must not call " + method.getName() + " on its connection",
                                INVALID_TRANSACTION_TERMINATION);
                    }
                    return invoke(connection, method, arguments);
                });
    }

    /** A rollback to a savepoint ends nothing. */
    private static boolean ends(Method method, Object[] arguments) {
        return ENDING.contains(method.getName()) || (method.getName().equals("rollback") && arguments == null);
    }

    private static Object invoke(Connection connection, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(connection, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
