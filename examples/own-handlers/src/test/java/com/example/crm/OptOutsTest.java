package com.example.crm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.textusinbox.testkit.Delivered;
import dev.textusinbox.testkit.TestInbox;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** The whole way: a signed webhook comes in, is stored, and is counted. */
@QuarkusTest
class OptOutsTest {
    private final TestInbox inbox = TestInbox.running();

    @Inject
    AgroalDataSource database;

    @Test
    void anOptOutThatComesTwiceCountsOnce() throws SQLException {
        Delivered optOut = inbox.post("contact.opted_out", "+13035550143");
        inbox.awaitHandled("opt-outs", optOut);
        assertEquals("duplicate", inbox.post(optOut.body()).outcome());
        inbox.awaitHandled("opt-outs", inbox.post("contact.opted_out", "+13035550143"));
        assertEquals(2, times("+13035550143"));
    }

    private long times(String phone) throws SQLException {
        try (var connection = database.getConnection();
                var select = connection.prepareStatement("SELECT times FROM opt_out_count WHERE phone = ?")) {
            select.setString(1, phone);
            try (var row = select.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }
}
