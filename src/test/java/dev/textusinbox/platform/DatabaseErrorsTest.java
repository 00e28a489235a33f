package dev.textusinbox.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatabaseErrorsTest {

    @ParameterizedTest
    @CsvSource({
        "08001, true", // no connection
        "57P01, true", // shutting down
        "57P03, true", // starting
        "53300, true", // too many connections
        "57014, true", // statement time-out
        ", true", // the pool's own
        "23505, false", // unique violation
        "42P01, false", // no such table
        "22021, false", // invalid byte sequence
    })
    void theStateTellsWhetherTryingAgainHelps(String state, boolean unavailable) {
        var failure = new IllegalStateException(new RuntimeException(new SQLException("text", state)));
        assertEquals(unavailable, DatabaseErrors.isUnavailable(failure));
    }

    @Test
    void whatIsNotOfADatabaseIsNot() {
        assertFalse(DatabaseErrors.isUnavailable(new IllegalStateException("no database here")));
        assertFalse(DatabaseErrors.isUnavailable(null));
    }
}
