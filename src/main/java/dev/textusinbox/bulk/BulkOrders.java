package dev.textusinbox.bulk;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.textusinbox.log.Control;
import dev.textusinbox.log.Wakeups;
import dev.textusinbox.platform.database.DatabaseText;
import dev.textusinbox.platform.problem.ProblemException;
import dev.textusinbox.security.Audit;
import io.agroal.api.AgroalDataSource;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;

/** Gives and cancels bulk orders. */
@ApplicationScoped
public class BulkOrders {
    public static final String NOT_FOUND = "There is no such bulk order.";

    private final AgroalDataSource database;
    private final BulkRepository orders;
    private final Audit audit;
    private final SecurityIdentity caller;
    private final ObjectMapper json;

    BulkOrders(
            AgroalDataSource database, BulkRepository orders, Audit audit, SecurityIdentity caller, ObjectMapper json) {
        this.database = database;
        this.orders = orders;
        this.audit = audit;
        this.caller = caller;
        this.json = json;
    }

    /**
     * Gives an order, in the caller's JTA transaction; it begins when that commits. The caller writes into the audit log.
     *
     * @param action the {@link BulkAction#name} of who works it off
     * @param wanted to which it is to be done; goes out in answers
     * @param untilId the newest row that it may be done to
     * @param matched how many there are; null where that is not known
     * @return its id
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public long give(String action, Object wanted, long untilId, Long matched, String reason) {
        return give(action, 0, wanted, untilId, matched, reason);
    }

    /** As the other, to begin with a later stage. */
    @Transactional(Transactional.TxType.MANDATORY)
    public long give(String action, int stage, Object wanted, long untilId, Long matched, String reason) {
        BulkOrder order = new BulkOrder();
        order.action = action;
        order.stage = stage;
        order.untilId = untilId;
        order.matched = matched;
        order.reason = reason;
        order.createdBy = DatabaseText.of(caller.getPrincipal().getName());
        try (Connection connection = database.getConnection()) {
            order.wanted = json.writeValueAsString(wanted);
            orders.persist(order);
            Wakeups.control(connection, Control.BULK);
        } catch (SQLException | JsonProcessingException e) {
            throw new IllegalStateException("a bulk order could not be given", e);
        }
        return order.id;
    }

    /** How the order stands. */
    public BulkEntry one(long id) {
        return orders.one(id).orElseThrow(() -> ProblemException.notFound(NOT_FOUND));
    }

    /** Ends a running order: what it has done stays done. */
    @Transactional
    public BulkEntry cancel(long id, String reason) {
        try (Connection connection = database.getConnection()) {
            BulkStore.LOCK.lock(connection, id);
            BulkEntry order = one(id);
            if (!order.state().equals("running")) {
                throw ProblemException.conflict("This order is " + order.state() + " already.");
            }
            BulkStore.finish(connection, id, "cancelled");
            audit.record(
                    "bulk.cancel", Long.toString(id), reason, Map.of("action", order.action(), "done", order.done()));
            return one(id);
        } catch (SQLException e) {
            throw new IllegalStateException("a bulk order could not be cancelled", e);
        }
    }
}
