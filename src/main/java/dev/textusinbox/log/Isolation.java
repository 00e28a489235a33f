package dev.textusinbox.log;

import dev.textusinbox.platform.failure.DatabaseErrors;
import java.sql.SQLException;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * Does something with deliveries together, and where it fails, with the halves of them: whatever is thrown for one
 * delivery is that one's. In halves, so that one bad among hundreds costs a dozen statements more and not hundreds.
 */
final class Isolation {
    private Isolation() {}

    /** What is done with deliveries; all or nothing. */
    interface BatchStep {
        void on(List<Incoming> deliveries) throws SQLException;
    }

    /**
     * Does the step.
     *
     * @param away what to do with deliveries when the database is away, with which they have nothing to do
     * @param alone what to do with a delivery for which it fails alone, and once more
     */
    static void of(
            List<Incoming> deliveries,
            BatchStep step,
            BiConsumer<List<Incoming>, SQLException> away,
            BiConsumer<Incoming, Throwable> alone) {
        List<Incoming> open =
                deliveries.stream().filter(each -> !each.isAnswered()).toList();
        if (open.isEmpty()) {
            return;
        }
        Throwable failure = failure(step, open);
        if (open.size() == 1 && failure != null && !isAway(failure)) {
            failure = failure(step, open);
        }
        if (failure == null) {
            return;
        }
        if (isAway(failure)) {
            away.accept(open, (SQLException) failure);
        } else if (open.size() == 1) {
            alone.accept(open.get(0), failure);
        } else {
            of(open.subList(0, open.size() / 2), step, away, alone);
            of(open.subList(open.size() / 2, open.size()), step, away, alone);
        }
    }

    private static boolean isAway(Throwable failure) {
        // What the schema lacks, or breaks inside, may well be met by one delivery alone.
        return failure instanceof SQLException sql
                && DatabaseErrors.isUnavailable(sql)
                && !DatabaseErrors.isSchema(sql);
    }

    private static Throwable failure(BatchStep step, List<Incoming> deliveries) {
        try {
            step.on(deliveries);
            return null;
        } catch (OutOfMemoryError e) {
            throw e;
        } catch (SQLException | RuntimeException | Error e) {
            return e;
        }
    }
}
