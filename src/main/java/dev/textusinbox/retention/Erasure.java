package dev.textusinbox.retention;

import dev.textusinbox.log.LogHead;
import dev.textusinbox.platform.database.BoundedTransaction;
import dev.textusinbox.platform.phone.Phones;
import dev.textusinbox.retention.ErasureBatch.Erased;
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
        PhoneTraces traces = new PhoneTraces(List.of(contact));
        String why = traces.removedFrom(reason);
        try (Connection connection = database.getConnection()) {
            // Before the first byte goes: that it was asked for is in the audit log, however it ends.
            audit.record(connection, "contact.erase", subject, why, Map.of());
            long until = LogHead.of(connection);
            Erased erased = eraseEvents(connection, contact, until);
            boolean projections = false;
            while (!projections) {
                projections = BoundedTransaction.in(connection, in -> ErasureProjections.next(in, contact, until));
            }
            eraseTexts(connection, traces);
            audit.record(connection, "contact.erased", subject, why, erased.counts());
            vacuum.soon();
            return erased;
        } catch (SQLException e) {
            throw new IllegalStateException("a contact is not erased to its end", e);
        }
    }

    private static Erased eraseEvents(Connection connection, String contact, long until) throws SQLException {
        Erased erased = Erased.NOTHING;
        var events = new ContactEvents(contact, until);
        ContactEvents.ErasedBatch batch;
        do {
            batch = BoundedTransaction.in(connection, events::next);
            erased = erased.plus(batch.erased());
        } while (!batch.over());
        return erased;
    }

    private static void eraseTexts(Connection connection, PhoneTraces traces) throws SQLException {
        for (int i = 0; i < ErasureTexts.KINDS; i++) {
            int kind = i;
            long after = 0;
            while (after != ErasureTexts.END) {
                long from = after;
                after = BoundedTransaction.in(connection, in -> ErasureTexts.page(in, kind, from, traces));
            }
        }
    }
}
