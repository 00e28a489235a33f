package dev.textusinbox.operate.redelivery;

import dev.textusinbox.bulk.BulkEntry;
import dev.textusinbox.bulk.BulkOrders;
import dev.textusinbox.dispatch.RedeliveryBatch;
import dev.textusinbox.failure.FailureGroupId;
import dev.textusinbox.operate.failure.Failures;
import dev.textusinbox.operate.handler.HandlerQuery;
import dev.textusinbox.platform.database.CountLimit;
import dev.textusinbox.platform.phone.Phones;
import dev.textusinbox.platform.problem.ProblemException;
import dev.textusinbox.platform.request.ContactNumbers;
import dev.textusinbox.platform.request.QueryParameters;
import dev.textusinbox.platform.request.Reason;
import dev.textusinbox.security.Audit;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Orders to retry or discard all of a handler's events in one state; each with its entry in the audit log. */
@ApplicationScoped
public class BulkRedeliveries {
    private static final Set<String> TIMES = Set.of("failedFrom", "failedTo");

    private final AgroalDataSource database;
    private final HandlerQuery handlers;
    private final Failures failures;
    private final BulkOrders orders;
    private final Audit audit;
    private final Phones phones;

    BulkRedeliveries(
            AgroalDataSource database,
            HandlerQuery handlers,
            Failures failures,
            BulkOrders orders,
            Audit audit,
            Phones phones) {
        this.database = database;
        this.handlers = handlers;
        this.failures = failures;
        this.orders = orders;
        this.audit = audit;
        this.phones = phones;
    }

    /** What is done to each. */
    public enum BulkChange {
        RETRY("retry"),
        DISCARD("discard");

        private final String action;

        BulkChange(String action) {
            this.action = action;
        }

        /** What may be changed so all at once. */
        List<String> states() {
            return this == RETRY ? List.of("dead", "retrying") : List.of("dead", "retrying", "blocked");
        }

        String action() {
            return action;
        }
    }

    /**
     * All that is in one state with a handler; the first three must be said.
     *
     * @param failure only what failed for the cause of this group
     * @param contact only that contact's; in any usual notation
     * @param failedFrom only what failed then or later
     * @param failedTo only what failed before
     */
    public record Request(
            String handler,
            String state,
            String reason,
            String failure,
            String contact,
            String failedFrom,
            String failedTo) {}

    /** Gives the order; a 400 that names what is wrong with it. */
    @Transactional
    public BulkEntry give(BulkChange change, Request request) {
        if (request == null) {
            throw ProblemException.badRequest("The request has no body.");
        }
        RedeliveryBatch.RedeliverySelection wanted = wanted(change, request);
        String reason = Reason.required(request.reason());
        try (Connection connection = database.getConnection()) {
            long until = RedeliveryBatch.last(connection, wanted);
            Long matched = CountLimit.count(connection, counted -> RedeliveryBatch.count(counted, wanted));
            long id = orders.give(change.action(), BulkRows.of(wanted), until, matched, reason);
            Map<String, Object> detail = new HashMap<>(BulkRows.of(wanted).masked());
            detail.put("bulk", Long.toString(id));
            detail.put("matched", matched);
            audit.record("redelivery." + change.action() + "-all", wanted.handler(), reason, detail);
            return orders.one(id);
        } catch (SQLException e) {
            throw new IllegalStateException("redeliveries could not be changed in bulk", e);
        }
    }

    private RedeliveryBatch.RedeliverySelection wanted(BulkChange change, Request request) {
        String handler = request.handler();
        if (handler == null) {
            throw ProblemException.badParameter("handler", "It must name a handler.");
        }
        if (request.state() == null || !change.states().contains(request.state())) {
            throw ProblemException.badParameter(
                    "state", "It must be one of: " + String.join(", ", change.states()) + ".");
        }
        Map<String, List<String>> given = new HashMap<>();
        put(given, "failedFrom", request.failedFrom());
        put(given, "failedTo", request.failedTo());
        QueryParameters times = QueryParameters.of(given, TIMES);
        Instant from = times.time("failedFrom");
        Instant to = times.time("failedTo");
        String contact =
                request.contact() == null ? null : ContactNumbers.read("contact", request.contact(), phones::contact);
        if (handlers.one(handler).isEmpty()) {
            throw ProblemException.badParameter("handler", "There is no such handler.");
        }
        Long cause = request.failure() == null ? null : cause(request);
        return new RedeliveryBatch.RedeliverySelection(handler, request.state(), cause, contact, from, to);
    }

    private long cause(Request request) {
        FailureGroupId group = FailureGroupId.read(request.failure())
                .orElseThrow(
                        () -> ProblemException.badParameter("failure", "It must be the id of a group of failures."));
        if (!group.state().equals(request.state())) {
            throw ProblemException.badParameter(
                    "failure", "It is a group of what is " + group.state() + ": that must be the state, too.");
        }
        if (!failures.isOf(group, request.handler())) {
            throw ProblemException.badParameter("failure", "The handler has no such group of failures now.");
        }
        return group.cause();
    }

    private static void put(Map<String, List<String>> values, String name, String value) {
        if (value != null) {
            values.put(name, List.of(value));
        }
    }
}
