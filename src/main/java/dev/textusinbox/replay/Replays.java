package dev.textusinbox.replay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.textusinbox.dispatch.ReplayRows;
import dev.textusinbox.log.LogHead;
import dev.textusinbox.log.Wakeups;
import dev.textusinbox.platform.Phones;
import dev.textusinbox.platform.ProblemException;
import dev.textusinbox.platform.Reason;
import dev.textusinbox.security.Audit;
import io.agroal.api.AgroalDataSource;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** Makes and cancels replays; each with its entry in the book, in one transaction. */
@ApplicationScoped
public class Replays {
    public static final String NOT_FOUND = "There is no such replay.";

    private final AgroalDataSource database;
    private final ReplayQuery replays;
    private final Audit audit;
    private final SecurityIdentity caller;
    private final Phones phones;
    private final ObjectMapper json;

    Replays(
            AgroalDataSource database,
            ReplayQuery replays,
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
    private record Order(String reason, int rate, Matching matching) {}

    /** What would match; nothing changes. A 400 for what would be one without {@code dryRun}. */
    @Transactional
    public MatchQuery.Preview preview(ReplayRequest request) {
        try (Connection connection = database.getConnection()) {
            Order order = order(connection, request);
            return MatchQuery.preview(connection, order.matching(), LogHead.of(connection));
        } catch (SQLException e) {
            throw new IllegalStateException("a dry run of a replay failed", e);
        }
    }

    /** Starts a replay of what matches now. */
    @Transactional
    public ReplayEntry create(ReplayRequest request) {
        try (Connection connection = database.getConnection()) {
            Order order = order(connection, request);
            ReplayFilter filter = ReplayFilter.of(order.matching());
            long head = LogHead.of(connection);
            long matched = MatchQuery.matched(connection, order.matching(), head);
            long id = ReplayStore.insert(
                    connection,
                    new ReplayStore.Draft(
                            order.matching().handlers(),
                            json.writeValueAsString(filter),
                            order.rate(),
                            order.reason(),
                            caller.getPrincipal().getName(),
                            head,
                            matched));
            audit.record(
                    connection,
                    "replay.create",
                    Long.toString(id),
                    order.reason(),
                    Map.of(
                            "handlers", order.matching().handlers(),
                            "filter", filter.masked(),
                            "ratePerSecond", order.rate(),
                            "matched", matched));
            Wakeups.control(connection);
            return replays.one(id).orElseThrow();
        } catch (SQLException | JsonProcessingException e) {
            throw new IllegalStateException("a replay could not be made", e);
        }
    }

    private Order order(Connection connection, ReplayRequest request) throws SQLException {
        String reason = Reason.required(request.reason());
        List<String> handlers = request.handlerNames();
        Matching matching = request.filterOrEmpty().read(handlers, phones::e164);
        request.requireAllForAnEmptyFilter(matching);
        int rate = request.rate();
        List<String> known = ReplayStore.known(connection, handlers);
        if (!known.containsAll(handlers)) {
            throw ProblemException.badParameter("handlers", "It names a handler that is not known.");
        }
        return new Order(reason, rate, matching);
    }

    /** Ends a running replay: what it has not delivered yet is taken back. */
    @Transactional
    public ReplayEntry cancel(long id, String reason) {
        try (Connection connection = database.getConnection()) {
            ReplayStore.lock(connection, id);
            ReplayEntry replay = replays.one(id).orElseThrow(Replays::noSuchReplay);
            if (!replay.state().equals("running")) {
                throw ProblemException.conflict("This replay is " + replay.state() + " already.");
            }
            int taken = ReplayRows.cancel(connection, id, replay.handlers());
            ReplayStore.finish(connection, id, "cancelled");
            audit.record(connection, "replay.cancel", Long.toString(id), reason, Map.of("redeliveries", taken));
            return replays.one(id).orElseThrow();
        } catch (SQLException e) {
            throw new IllegalStateException("a replay could not be cancelled", e);
        }
    }

    static ProblemException noSuchReplay() {
        return ProblemException.notFound(NOT_FOUND);
    }
}
