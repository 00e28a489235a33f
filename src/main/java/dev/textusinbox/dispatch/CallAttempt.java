package dev.textusinbox.dispatch;

import dev.textusinbox.handler.BatchHandler;
import dev.textusinbox.handler.Delivery;
import dev.textusinbox.handler.EventHandler;
import dev.textusinbox.handler.ExternalHandler;
import dev.textusinbox.handler.Outcome;
import dev.textusinbox.log.Event;
import dev.textusinbox.platform.failure.OutOfMemory;
import dev.textusinbox.trace.Handling;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jboss.logging.Logger;

/** One attempt at one event, or at some together: the handler called on this thread, and what comes of it. Whatever happens, something does. */
final class CallAttempt {
    private static final Logger LOG = Logger.getLogger(CallAttempt.class);

    private final ExternalHandler handler;
    private final Runner runner;
    private final Verdict verdict;

    CallAttempt(ExternalHandler handler, Runner runner, Verdict verdict) {
        this.handler = handler;
        this.runner = runner;
        this.verdict = verdict;
    }

    Settlement make(Call call) {
        WindowEntry entry = call.entry;
        int attempt = entry.attempts + 1;
        Settlement settlement = null;
        LogFields.set(handler.name(), entry);
        try (Handling handling = runner.context.traces().handling(handler.name(), entry.event, attempt, entry.replay)) {
            call.handling = handling;
            settlement = settlement(call, handling);
            settlement.tell(handling);
            tellOthers(call, settlement);
        } catch (Throwable e) {
            // Not the handler's: where it is told. An outcome that there is stays what it is.
            OutOfMemory.endIfCauseOf(e);
            settlement = settlement == null ? verdict.of(e, entry) : settlement;
        } finally {
            LogFields.clear();
        }
        return settlement;
    }

    /** A batch is traced as its first event's; of one that went well each event has its own trace. */
    private void tellOthers(Call call, Settlement settlement) {
        if (call.isBatch() && settlement instanceof Settlement.Handled && call.entry.replay.isEmpty()) {
            List<Event> others =
                    call.entries.stream().skip(1).map(entry -> entry.event).toList();
            runner.context.traces().handledTogether(handler.name(), others, call.started);
        }
    }

    private Settlement settlement(Call call, Handling handling) {
        WindowEntry entry = call.entry;
        if (entry.suspect && verdict.isUsedUp(entry)) {
            return verdict.deadly(entry);
        }
        Event event;
        try {
            event = whole(entry.event);
            if (entry.suspect) {
                countBefore(entry);
            }
        } catch (SQLException e) {
            return verdict.unread(e);
        }
        try {
            Outcome outcome = outcome(call, event);
            if (outcome instanceof Outcome.WithResponse answered) {
                call.response = answered.response();
                outcome = answered.outcome();
            }
            if (outcome instanceof Outcome.PauseHandler pause) {
                pause(pause);
            }
            return verdict.of(outcome, entry);
        } catch (Throwable e) {
            // An Error too: one poisonous event must not take the thread, nor be tried for ever.
            OutOfMemory.endIfCauseOf(e);
            Thrown.tell(LOG, handler.name(), handling, e);
            return verdict.of(e, entry);
        }
    }

    private Outcome outcome(Call call, Event first) throws Exception {
        Delivery delivery = call.entry.delivery();
        if (handler instanceof BatchHandler batch) {
            List<Event> events = call.isBatch()
                    ? call.entries.stream().map(entry -> entry.event).toList()
                    : List.of(first);
            return batch.handle(events, delivery);
        }
        return ((EventHandler) handler).handle(first, delivery);
    }

    /** Whether its body is still to be loaded. */
    boolean isLarge(Event event) {
        return event.body() == null && handler.needsBody();
    }

    private Event whole(Event event) throws SQLException {
        if (!isLarge(event)) {
            return event;
        }
        try (Connection connection = runner.context.database().getConnection()) {
            return LogReader.load(connection, event);
        }
    }

    private void countBefore(WindowEntry entry) throws SQLException {
        try (Connection connection = runner.context.database().getConnection()) {
            RedeliveryWrites.countBefore(connection, entry);
        }
    }

    private void pause(Outcome.PauseHandler pause) {
        runner.pauseSelf();
        LOG.warnf("Handler %s is paused: %s", handler.name(), pause.reason());
        try (Connection connection = runner.context.database().getConnection()) {
            HandlerControl.pause(connection, handler.name(), pause.reason());
        } catch (SQLException e) {
            LOG.warnf("Handler %s asks for it again: the database is away (%s)", handler.name(), e.getSQLState());
        }
    }
}
