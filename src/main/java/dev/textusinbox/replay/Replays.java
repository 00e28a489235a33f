package dev.textusinbox.replay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.textusinbox.dispatch.ReplayRows;
import dev.textusinbox.log.Control;
import dev.textusinbox.log.LogHead;
import dev.textusinbox.log.Wakeups;
import dev.textusinbox.platform.database.CountLimit;
import dev.textusinbox.platform.phone.Phones;
import dev.textusinbox.platform.problem.ProblemException;
import dev.textusinbox.platform.request.Reason;
import dev.textusinbox.security.Audit;
import io.agroal.api.AgroalDataSource;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes and cancels replays; each with its entry in the audit log, in one transaction. */
@ApplicationScoped
public class Replays {
    public static final String NOT_FOUND = "There is no such replay.";

    private final AgroalDataSource database;
    private final ReplayRepository replays;
    private final Audit audit;
    private final SecurityIdentity caller;
    private final Phones phones;
    private final ObjectMapper json;

    Replays(
            AgroalDataSource database,
            ReplayRepository replays,
            Audit audit,
            SecurityIdentity caller,
            Phones phones,
            ObjectMapper json) {
        this.database = database;
        this.replays = replays;
        this.audit = audit;
        this.caller = caller;
        this.phones = phones;
        this.json = json;
    }

    /** What a request that is in order asks for. */
    private record ReplayOrder(String reason, int rate, Matching matching) {}

    /** What would match; nothing changes. A 400 for what would be one without {@code dryRun}. */
    @Transactional
    public MatchQuery.Preview preview(ReplayRequest request) {
        try (Connection connection = database.getConnection()) {
            ReplayOrder order = order(connection, request);
            return MatchQuery.preview(connection, order.matching(), request.until(LogHead.of(connection)));
        } catch (SQLException e) {
            throw new IllegalStateException("a dry run of a replay failed", e);
        }
    }

    /** Starts a replay of what matches now; how much that is, is counted later where it takes longer than a second. */
    @Transactional
    public ReplayEntry create(ReplayRequest request) {
        try (Connection connection = database.getConnection()) {
            ReplayOrder order = order(connection, request);
            ReplayFilter filter = ReplayFilter.of(order.matching());
            Replay replay = new Replay();
            replay.handlers = order.matching().handlers();
            replay.filter = json.writeValueAsString(filter);
            replay.ratePerSecond = order.rate();
            replay.reason = order.reason();
            replay.createdBy = caller.getPrincipal().getName();
            replay.untilId = request.until(LogHead.of(connection));
            replay.matched = CountLimit.count(
                    connection, counted -> MatchQuery.matched(counted, order.matching(), 0, replay.untilId));
            replays.persist(replay);
            Map<String, Object> detail = new HashMap<>(Map.of(
                    "handlers", replay.handlers,
                    "filter", filter.masked(),
                    "ratePerSecond", replay.ratePerSecond));
            detail.put("matched", replay.matched);
            audit.record("replay.create", Long.toString(replay.id), replay.reason, detail);
            Wakeups.control(connection, Control.REPLAYS);
            return replays.one(replay.id).orElseThrow();
        } catch (SQLException | JsonProcessingException e) {
            throw new IllegalStateException("a replay could not be made", e);
        }
    }

    private ReplayOrder order(Connection connection, ReplayRequest request) throws SQLException {
        String reason = Reason.required(request.reason());
        List<String> handlers = request.handlerNames();
        Matching matching = request.filterOrEmpty().read(handlers, phones::contact);
        request.requireAllForAnEmptyFilter(matching);
        int rate = request.rate();
        // No text of the database can hold a NUL.
        boolean storable = handlers.stream().allMatch(name -> name.indexOf('\0') < 0);
        if (!storable || !ReplayStore.known(connection, handlers).containsAll(handlers)) {
            throw ProblemException.badParameter("handlers", "It names a handler that is not known.");
        }
        return new ReplayOrder(reason, rate, matching);
    }

    /** Ends a running replay: what it has not delivered yet is taken back. */
    @Transactional
    public ReplayEntry cancel(long id, String reason) {
        try (Connection connection = database.getConnection()) {
            ReplayStore.LOCK.lock(connection, id);
            ReplayEntry replay = replays.one(id).orElseThrow(Replays::noSuchReplay);
            if (!replay.state().equals("running")) {
                throw ProblemException.conflict("This replay is " + replay.state() + " already.");
            }
            int taken = ReplayRows.cancel(connection, id, replay.handlers());
            replays.cancelled(id);
            audit.record("replay.cancel", Long.toString(id), reason, Map.of("redeliveries", taken));
            return replays.one(id).orElseThrow();
        } catch (SQLException e) {
            throw new IllegalStateException("a replay could not be cancelled", e);
        }
    }

    static ProblemException noSuchReplay() {
        return ProblemException.notFound(NOT_FOUND);
    }
}
