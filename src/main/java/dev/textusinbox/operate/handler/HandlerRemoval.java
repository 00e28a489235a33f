package dev.textusinbox.operate.handler;

import dev.textusinbox.bulk.BulkEntry;
import dev.textusinbox.bulk.BulkOrders;
import dev.textusinbox.dispatch.HandlerRows;
import dev.textusinbox.platform.problem.ProblemException;
import dev.textusinbox.security.Audit;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;

/**
 * Drops a handler that was renamed or removed: its cursors, redeliveries, counts and attempts. Should an instance run it
 * again one day, it is a new one.
 */
@ApplicationScoped
public class HandlerRemoval {
    private final AgroalDataSource database;
    private final BulkOrders orders;
    private final Audit audit;
    private final HandlerQuery handlers;

    HandlerRemoval(AgroalDataSource database, BulkOrders orders, Audit audit, HandlerQuery handlers) {
        this.database = database;
        this.orders = orders;
        this.audit = audit;
        this.handlers = handlers;
    }

    /**
     * Drops it: at once where little hangs on it, but for the attempts, which go in the background.
     *
     * @return the order that does it where that takes longer; it is there until then
     */
    @Transactional
    public Optional<BulkEntry> drop(String name, String reason) {
        try (Connection connection = database.getConnection()) {
            HandlerRows.lock(connection, name);
            HandlerStatus last =
                    handlers.one(name).orElseThrow(() -> ProblemException.notFound("There is no such handler."));
            HandlerRows.Users users = HandlerRows.users(connection, name);
            if (users.instances() > 0) {
                throw ProblemException.conflict("Live instances run it: %d.".formatted(users.instances()));
            }
            if (users.replays() > 0) {
                throw ProblemException.conflict("A running replay is for it: cancel that first.");
            }
            long rows = HandlerRows.redeliveries(connection, name);
            boolean few = rows <= HandlerRows.BATCH;
            if (few) {
                HandlerRows.drop(connection, name);
            }
            long order = orders.give(
                    HandlerDrop.NAME,
                    few ? HandlerDrop.ATTEMPTS : HandlerDrop.REDELIVERIES,
                    new HandlerDrop.Dropped(name),
                    HandlerRows.lastAttempt(connection),
                    few ? 0L : rows,
                    reason);
            audit.record("handler.drop", name, reason, whatGoes(last));
            return few ? Optional.empty() : Optional.of(orders.one(order));
        } catch (SQLException e) {
            throw new IllegalStateException("a handler could not be dropped", e);
        }
    }

    private static Map<String, Long> whatGoes(HandlerStatus last) {
        return Map.of(
                "handled", last.handled(),
                "backlog", last.backlog(),
                "retrying", last.retrying(),
                "blocked", last.blocked(),
                "dead", last.dead());
    }
}
