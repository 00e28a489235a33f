package dev.textusinbox.operate.redelivery;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.textusinbox.bulk.BulkAction;
import dev.textusinbox.dispatch.RedeliveryBatch;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;

/** Works off orders on redeliveries, batch by batch in the order of their ids. */
final class BulkRedeliveryAction implements BulkAction {
    private final String name;
    private final ObjectMapper json;
    private final BatchChange batch;

    private BulkRedeliveryAction(BulkRedeliveries.BulkChange change, ObjectMapper json, BatchChange batch) {
        this.name = change.action();
        this.json = json;
        this.batch = batch;
    }

    private interface BatchChange {
        RedeliveryBatch.BatchResult next(
                Connection connection, RedeliveryBatch.RedeliverySelection wanted, long after, long until)
                throws SQLException;
    }

    /** The two of them. */
    static final class Both {
        private Both() {}

        @Produces
        @Singleton
        static BulkAction retry(ObjectMapper json) {
            return new BulkRedeliveryAction(BulkRedeliveries.BulkChange.RETRY, json, RedeliveryBatch::retry);
        }

        @Produces
        @Singleton
        static BulkAction discard(ObjectMapper json) {
            return new BulkRedeliveryAction(BulkRedeliveries.BulkChange.DISCARD, json, RedeliveryBatch::discard);
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public BulkStep step(Connection connection, BulkTask order) throws SQLException {
        RedeliveryBatch.RedeliverySelection wanted =
                order.wanted(json, BulkRows.class).wanted();
        RedeliveryBatch.BatchResult done = batch.next(connection, wanted, order.position(), order.untilId());
        return done.last() ? order.last(done.changed()) : order.to(done.next(), done.changed());
    }
}
