package dev.textusinbox.retention;

import dev.textusinbox.bulk.BulkAction;
import dev.textusinbox.bulk.BulkEntry;
import dev.textusinbox.bulk.BulkOrders;
import dev.textusinbox.log.LogHead;
import dev.textusinbox.platform.phone.Phones;
import dev.textusinbox.retention.BulkContacts.ContactErasure;
import dev.textusinbox.retention.ErasureBatch.Erased;
import dev.textusinbox.security.Audit;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Erases very many contacts, one after the other, as {@link Erasure} does with one; texts that may quote any of them are gone
 * through once, at the end, and the files vacuumed once.
 */
@ApplicationScoped
public class BulkErasure implements BulkAction {
    /** Contacts that one order may name. */
    static final int MAX = 10_000;

    private static final int CONTACTS = 0;

    private final AgroalDataSource database;
    private final BulkOrders orders;
    private final Audit audit;
    private final Vacuum vacuum;
    private UnderWay underWay;

    /** The contact that was last worked at here; the database tells what of that was committed. */
    private static final class UnderWay {
        final long order;
        final long number;
        final ContactEvents events;
        Erased erased;

        UnderWay(BulkTask order, long number, ContactErasure contact) {
            this.order = order.id();
            this.number = number;
            this.events = new ContactEvents(contact.contact(), order.untilId());
            this.erased = contact.erased();
        }
    }

    BulkErasure(AgroalDataSource database, BulkOrders orders, Audit audit, Vacuum vacuum) {
        this.database = database;
        this.orders = orders;
        this.audit = audit;
        this.vacuum = vacuum;
    }

    /**
     * Orders that what there is of the contacts now is erased; what comes later is new, and stays.
     *
     * @param contacts each once, in the form in which contacts are kept
     */
    @Transactional
    public BulkEntry give(List<String> contacts, String reason) {
        String why = new PhoneTraces(contacts).removedFrom(reason);
        try (Connection connection = database.getConnection()) {
            long count = contacts.size();
            long id = orders.give(name(), Map.of("contacts", count), LogHead.of(connection), count, why);
            BulkContacts.add(connection, id, contacts);
            audit.record("contact.erase-all", null, why, Map.of("bulk", Long.toString(id), "contacts", count));
            return orders.one(id);
        } catch (SQLException e) {
            throw new IllegalStateException("contacts can't be ordered to be erased", e);
        }
    }

    @Override
    public String name() {
        return "erase";
    }

    @Override
    public BulkStep step(Connection connection, BulkTask order) throws SQLException {
        if (order.stage() == CONTACTS) {
            Optional<ContactErasure> contact = BulkContacts.at(connection, order.id(), order.position() + 1);
            return contact.isPresent() ? contact(connection, order, contact.get()) : order.nextStage(0);
        }
        PhoneTraces traces = new PhoneTraces(BulkContacts.all(connection, order.id()));
        int kind = order.stage() - 1;
        long next = ErasureTexts.page(connection, kind, order.position(), traces);
        if (next != ErasureTexts.END) {
            return order.to(next, 0);
        }
        if (kind + 1 < ErasureTexts.KINDS) {
            return order.nextStage(0);
        }
        return order.last(0);
    }

    private BulkStep contact(Connection connection, BulkTask order, ContactErasure contact) throws SQLException {
        long number = order.position() + 1;
        UnderWay at = at(order, number, contact);
        ContactEvents.ErasedBatch batch = at.events.next(connection);
        if (!batch.erased().equals(Erased.NOTHING)) {
            at.erased = at.erased.plus(batch.erased());
            BulkContacts.count(connection, order.id(), number, batch.erased());
        }
        // A transaction that has locked lanes must not wait for a replay, whose feeder may wait for those.
        if (!batch.over() || !ErasureProjections.next(connection, contact.contact(), order.untilId())) {
            return order.to(order.position(), 0);
        }
        Map<String, Object> detail = new TreeMap<>(at.erased.counts());
        detail.put("bulk", Long.toString(order.id()));
        audit.record(
                connection,
                order.createdBy(),
                "contact.erased",
                Phones.mask(contact.contact()),
                order.reason(),
                detail);
        return order.to(number, 1);
    }

    /** Begun anew where a transaction was not committed, or another instance has erased some meanwhile. */
    private UnderWay at(BulkTask order, long number, ContactErasure contact) {
        UnderWay at = underWay;
        if (at == null || at.order != order.id() || at.number != number || !at.erased.equals(contact.erased())) {
            at = new UnderWay(order, number, contact);
            underWay = at;
        }
        return at;
    }

    @Override
    public void completed() {
        underWay = null;
        vacuum.soon();
    }
}
