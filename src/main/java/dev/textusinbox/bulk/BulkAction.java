package dev.textusinbox.bulk;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.Connection;
import java.sql.SQLException;

/** Something that is done to very many rows, a bounded batch at a time. */
public interface BulkAction {
    /** As answers name it. */
    String name();

    /**
     * Does the next batch, in the connection's transaction, and holds no lock that live events need for longer than that. A step
     * may be taken twice, when an instance dies before it is committed.
     */
    BulkStep step(Connection connection, BulkTask order) throws SQLException;

    /** An order was worked off, and that is committed. Nothing by default. */
    default void completed() {}

    /**
     * An order that runs, as it stood before the step.
     *
     * @param wanted to which it is done: the JSON text that it was given with
     * @param untilId the newest row that it may be done to
     * @param stage what comes one after the other within it, from 0
     * @param position up to where the stage is done
     */
    record BulkTask(
            long id,
            String action,
            String wanted,
            String reason,
            String createdBy,
            long untilId,
            int stage,
            long position) {
        /** What it was given with, read again each time: nothing is remembered that a restart would lose. */
        public <T> T wanted(ObjectMapper json, Class<T> type) {
            try {
                return json.readValue(wanted, type);
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("what bulk order " + id + " is for can't be read", e);
            }
        }

        /** So many were done, and the stage goes on behind {@code next}. */
        public BulkStep to(long next, long done) {
            return new BulkStep(stage, next, done, Ending.NONE);
        }

        /** So many were done, and the next stage begins. */
        public BulkStep nextStage(long done) {
            return new BulkStep(stage + 1, 0, done, Ending.NONE);
        }

        /** So many were done, and they were the last. */
        public BulkStep last(long done) {
            return new BulkStep(stage, position, done, Ending.COMPLETED);
        }

        /** It can't go on. */
        public BulkStep givenUp() {
            return new BulkStep(stage, position, 0, Ending.CANCELLED);
        }
    }

    /** Whether a step was the last, and of what kind. */
    enum Ending {
        NONE(null),
        COMPLETED("completed"),
        CANCELLED("cancelled");

        private final String state;

        Ending(String state) {
            this.state = state;
        }

        String state() {
            return state;
        }
    }

    /**
     * What a step has done.
     *
     * @param stage where to go on
     * @param position where to go on within the stage
     * @param done how many are done by it
     */
    record BulkStep(int stage, long position, long done, Ending ending) {}
}
