package dev.textusinbox.platform.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TransactionTest {
    private final List<String> calls = new ArrayList<>();

    @Test
    void theFirstFailureIsTheOneThatTells() {
        var first = new SQLException("the database ends", "57P01");
        var thrown = assertThrows(
                SQLException.class,
                () -> Transaction.in(brokenAfterItBegan(), connection -> {
                    throw first;
                }));
        assertSame(first, thrown);
        assertEquals(1, thrown.getSuppressed().length);
    }

    @Test
    void aLimitOnSilenceDoesNotReplaceItEither() {
        var first = new SQLException("the database ends", "57P01");
        var thrown = assertThrows(
                SQLException.class,
                () -> SilenceLimit.within(brokenAfterItBegan(), 1_000, connection -> {
                    throw first;
                }));
        assertSame(first, thrown);
    }

    @Test
    void whatWentWellIsCommittedAndTheConnectionIsAsItWas() throws SQLException {
        assertEquals("done", Transaction.in(connection(false), connection -> "done"));
        assertEquals(List.of("setAutoCommit false", "commit", "setAutoCommit true"), calls);
    }

    @Test
    void whatFailedIsRolledBackAndTheConnectionIsAsItWas() {
        assertThrows(
                IllegalStateException.class,
                () -> Transaction.in(connection(false), connection -> {
                    throw new IllegalStateException();
                }));
        assertEquals(List.of("setAutoCommit false", "rollback", "setAutoCommit true"), calls);
    }

    private Connection brokenAfterItBegan() {
        return connection(true);
    }

    private Connection connection(boolean breaks) {
        return (Connection) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (breaks && !calls.isEmpty()) {
                        throw new SQLException("it is closed", "08003");
                    }
                    if (method.getName().equals("getNetworkTimeout")) {
                        return 30_000;
                    }
                    calls.add(method.getName() + (arguments == null ? "" : " " + arguments[arguments.length - 1]));
                    return null;
                });
    }
}
