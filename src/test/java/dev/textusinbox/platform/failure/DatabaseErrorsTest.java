package dev.textusinbox.platform.failure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.narayana.jta.QuarkusTransactionException;
import jakarta.transaction.RollbackException;
import java.sql.SQLException;
import javax.transaction.xa.XAException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatabaseErrorsTest {

    @ParameterizedTest
    @CsvSource({
        // state, kind, unavailable, passing, data, connection lost
        "08001, AWAY, true, true, false, false", // no connection
        "08003, LOST, true, true, false, true",
        "08006, LOST, true, true, false, true",
        "08P01, AWAY, true, true, false, false", // protocol violation: PgBouncer
        "57P01, LOST, true, true, false, true", // shutting down
        "57P02, LOST, true, true, false, true", // crashed
        "57P03, LOST, true, true, false, true", // starting
        "57P04, LOST, true, true, false, true", // database dropped
        "57P05, LOST, true, true, false, true", // idle too long
        "25P03, LOST, true, true, false, true", // idle in a transaction too long
        "28P01, AWAY, true, true, false, false", // wrong password
        "28000, AWAY, true, true, false, false", // no such user
        "3D000, AWAY, true, true, false, false", // no such database
        "99999, AWAY, true, true, false, false", // the driver's own
        ", AWAY, true, false, false, false", // the pool's own
        "53100, UNABLE, true, true, false, false", // disk full
        "53200, UNABLE, true, true, false, false", // out of memory
        "53300, UNABLE, true, true, false, false", // too many connections
        "58030, UNABLE, true, true, false, false", // I/O
        "25006, UNABLE, true, true, false, false", // read-only
        "40001, CONTENTION, true, true, false, false", // serialization
        "40P01, CONTENTION, true, true, false, false", // deadlock
        "55P03, LIMIT, true, false, false, false", // lock time-out
        "57014, LIMIT, true, false, false, false", // statement time-out
        "55006, LIMIT, true, false, false, false", // object in use
        "42P01, SCHEMA, true, false, false, false", // no such table
        "42703, SCHEMA, true, false, false, false", // no such column
        "42883, SCHEMA, true, false, false, false", // no such function
        "42501, SCHEMA, true, false, false, false", // not granted
        "3F000, SCHEMA, true, false, false, false", // no such schema
        "0A000, SCHEMA, true, false, false, false", // cached plan of another version
        "26000, SCHEMA, true, false, false, false", // statement of another session
        "XX000, SCHEMA, true, false, false, false", // internal
        "XX001, SCHEMA, true, false, false, false", // data corrupted
        "22021, DATA, false, false, true, false", // invalid byte sequence
        "22P05, DATA, false, false, true, false", // untranslatable character
        "23505, DATA, false, false, true, false", // unique violation
        "54000, DATA, false, false, true, false", // index row too long
        "42601, OTHER, false, false, false, false", // syntax error
        "25P02, OTHER, false, false, false, false", // in a failed transaction
        "P0001, OTHER, false, false, false, false", // raised
        "'', OTHER, false, false, false, false",
    })
    void theStateTellsWhatItMeans(
            String state, String kind, boolean unavailable, boolean passing, boolean data, boolean lost) {
        var failure = new SQLException("text", state);
        assertEquals(kind, DatabaseErrors.kind(state).name());
        assertEquals(
                unavailable, DatabaseErrors.isUnavailable(new IllegalStateException(new RuntimeException(failure))));
        assertEquals(passing, DatabaseErrors.isPassing(failure));
        assertEquals(data, DatabaseErrors.isData(failure));
        assertEquals(lost, DatabaseErrors.isConnectionLost(failure));
    }

    @Test
    void aCommitThatWasLostSaysSoByWhatItSuppressed() {
        var connection = new XAException("no commit");
        connection.initCause(new SQLException("gone", "08006"));
        var lost = new RollbackException("the transaction ended");
        lost.addSuppressed(connection);

        assertTrue(DatabaseErrors.isUnavailable(new QuarkusTransactionException(lost)));
    }

    @Test
    void whatIsNotOfADatabaseIsNot() {
        assertFalse(DatabaseErrors.isUnavailable(new IllegalStateException("no database here")));
        assertFalse(DatabaseErrors.isUnavailable(null));
        assertFalse(DatabaseErrors.isPassing(new IllegalStateException("no database here")));
    }
}
