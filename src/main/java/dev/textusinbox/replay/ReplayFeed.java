package dev.textusinbox.replay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.textusinbox.dispatch.ReplayRows;
import dev.textusinbox.platform.phone.Phones;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/** Takes a running replay one step on; all that it needs to know is in the replay's row. */
@Singleton
class ReplayFeed {
    /** Rows in the redelivery table for each replay: enough to keep handlers busy, few enough to cancel at once. */
    private static final int MAX_OUTSTANDING = 1_000;

    /** Ids looked at in one step, so that a cancel never waits long: some milliseconds, or with states some more. */
    private static final long SPAN = 50_000;

    private static final long DEAR_SPAN = 5_000;
    /** Ids counted in one step; it is in no hurry, and there are as many steps as there are for feeding. */
    private static final long COUNTED_SPAN = 20_000;

    private final Phones phones;
    private final ObjectMapper json;

    ReplayFeed(Phones phones, ObjectMapper json) {
        this.phones = phones;
        this.json = json;
    }

    /**
     * Counts some more of what matches, in the connection's transaction, until it is known how many there are; always ahead of what
     * is fed.
     */
    void count(Connection connection, long id) throws SQLException {
        if (!ReplayStore.LOCK.tryLock(connection, id)) {
            return;
        }
        Optional<ReplayStore.Running> running = ReplayStore.load(connection, id);
        if (running.isEmpty() || running.get().counting().known()) {
            return;
        }
        ReplayStore.Running replay = running.get();
        Matching matching = matching(replay);
        long after = replay.counting().to();
        long end = Math.min(replay.untilId(), after + (matching.isExpensive() ? DEAR_SPAN : COUNTED_SPAN));
        long counted = replay.counting().counted() + MatchQuery.matched(connection, matching, after, end);
        ReplayStore.counted(connection, id, new ReplayStore.Counting(end == replay.untilId(), counted, end));
    }

    /** Makes one step in the connection's transaction. True if the next one may follow at once. */
    boolean step(Connection connection, long id) throws SQLException {
        if (!ReplayStore.LOCK.tryLock(connection, id)) {
            return false;
        }
        Optional<ReplayStore.Running> running = ReplayStore.load(connection, id);
        if (running.isEmpty()) {
            return false;
        }
        ReplayStore.Running replay = running.get();
        long outstanding = ReplayRows.outstanding(connection, id);
        if (replay.position() < replay.untilId()) {
            return advance(connection, replay, outstanding);
        }
        if (outstanding == 0) {
            ReplayStore.finish(connection, id, "completed");
        }
        return false;
    }

    private boolean advance(Connection connection, ReplayStore.Running replay, long outstanding) throws SQLException {
        Pace pace = new Pace(replay.rate());
        long room = (MAX_OUTSTANDING - outstanding) / replay.handlers().size();
        int limit = (int) Math.min(pace.allowance(replay.idleMicros()), room);
        if (limit <= 0) {
            return false;
        }
        Matching matching = matching(replay);
        long end = Math.min(replay.untilId(), replay.position() + (matching.isExpensive() ? DEAR_SPAN : SPAN));
        MatchQuery.Next next = MatchQuery.next(connection, matching, replay.position(), end, limit);
        int fed = next.rows().isEmpty() ? 0 : ReplayRows.feed(connection, replay.id(), next.rows());
        ReplayStore.move(connection, replay, next.position(), fed, pace.left(replay.idleMicros(), next.events()));
        return !next.waiting() && next.events() < limit;
    }

    /** Read again each time: it is a small text, and nothing is remembered that a restart would lose. */
    private Matching matching(ReplayStore.Running replay) {
        try {
            return json.readValue(replay.filter(), ReplayFilter.class).read(replay.handlers(), phones::contact);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the filter of replay " + replay.id() + " can't be read", e);
        }
    }
}
