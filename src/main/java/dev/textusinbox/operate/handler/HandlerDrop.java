package dev.textusinbox.operate.handler;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.textusinbox.bulk.BulkAction;
import dev.textusinbox.dispatch.HandlerRows;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;

/** Takes away all that hangs on a dropped handler: first its redeliveries, then the handler itself, last its attempts. */
@Singleton
class HandlerDrop implements BulkAction {
    static final String NAME = "drop";

    static final int REDELIVERIES = 0;
    static final int HANDLER = 1;
    static final int ATTEMPTS = 2;

    private final ObjectMapper json;

    HandlerDrop(ObjectMapper json) {
        this.json = json;
    }

    /** Which one. */
    @RegisterForReflection // it is written and read by hand
    record Dropped(String handler) {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public BulkStep step(Connection connection, BulkTask order) throws SQLException {
        String handler = order.wanted(json, Dropped.class).handler();
        if (order.stage() == ATTEMPTS) {
            long next = HandlerRows.forgetAttempts(connection, handler, order.position(), order.untilId());
            return next < order.untilId() ? order.to(next, 0) : order.last(0);
        }
        HandlerRows.lock(connection, handler);
        HandlerRows.Users users = HandlerRows.users(connection, handler);
        if (users.instances() > 0 || users.replays() > 0) {
            // Somebody runs it again: what is left of it stays.
            return order.givenUp();
        }
        if (order.stage() == REDELIVERIES) {
            int removed = HandlerRows.removeRedeliveries(connection, handler);
            return removed < HandlerRows.BATCH ? order.nextStage(removed) : order.to(order.position(), removed);
        }
        HandlerRows.drop(connection, handler);
        return order.nextStage(0);
    }
}
