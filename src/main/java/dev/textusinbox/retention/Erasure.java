package dev.textusinbox.retention;

import dev.textusinbox.log.LogHead;
import dev.textusinbox.platform.Phones;
import dev.textusinbox.retention.ErasureBatch.Erased;
import dev.textusinbox.retention.ErasureBatch.Target;
import dev.textusinbox.security.Audit;
import io.agroal.api.AgroalDataSource;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/**
 * Erases a contact: the bodies of its events, and every copy and projection. It goes in short transactions, so that it may
 * end half-way; the same call again goes on where it stopped, since what is not erased yet is still found by the phone.
 */
@Singleton
public class Erasure {
    private final AgroalDataSource database;
    private final Audit audit;
    private final Vacuum vacuum;

    Erasure(AgroalDataSource database, Audit audit, Vacuum vacuum) {
        this.database = database;
        this.audit = audit;
        this.vacuum = vacuum;
    }

    /**
     * Erases what there is of the contact when this begins; what comes later is new, and stays.
     *
     * @param contact in E.164
     * @return how many events and redeliveries
     */
    public Erased erase(String contact, String reason) {
        String subject = Phones.mask(contact);
        String why = new PhoneTrace(contact).removedFrom(reason);
        try (Connection connection = database.getConnection()) {
            // Before the first byte goes: that it was asked for is in the book, however it ends.
            audit.record(connection, "contact.erase", subject, why, Map.of());
            long until = LogHead.of(connection);
            Erased erased = eraseEvents(connection, ErasureBatch.find(connection, contact, until));
            ErasureCopies.erase(connection, contact, until);
            audit.record(
                    connection,
                    "contact.erased",
                    subject,
                    why,
                    Map.of("events", erased.events(), "redeliveries", erased.redeliveries()));
            vacuum.soon();
            return erased;
        } catch (SQLException e) {
            throw new IllegalStateException("a contact is not erased to its end", e);
        }
    }

    private static Erased eraseEvents(Connection connection, List<Target> targets) throws SQLException {
        Erased erased = Erased.NOTHING;
        for (int from = 0; from < targets.size(); from += ErasureBatch.EVENTS) {
            List<Target> batch = targets.subList(from, Math.min(from + ErasureBatch.EVENTS, targets.size()));
            erased = erased.plus(Transactions.in(connection, in -> ErasureBatch.erase(in, batch)));
        }
        return erased;
    }
}
