package dev.textusinbox.dispatch;

import dev.textusinbox.handler.HandlersConfig;
import dev.textusinbox.handler.Outcome;
import dev.textusinbox.platform.database.StoredText;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** Turns what a handler said, or threw, into what is written: the one place that knows attempts, backoff and death. */
final class Verdict {
    private static final int MAX_ERROR = 500;
    /** Until somebody mends what is broken inside the database. */
    private static final Duration UNREAD_DELAY = Duration.ofMinutes(1);

    private final HandlersConfig.HandlerConfig settings;

    Verdict(HandlersConfig.HandlerConfig settings) {
        this.settings = settings;
    }

    /** @param attempt which attempt this was, 1 and up */
    Settlement of(Outcome outcome, int attempt) {
        if (outcome instanceof Outcome.Done) {
            return new Settlement.Handled();
        }
        if (outcome instanceof Outcome.GiveUp giveUp) {
            return dead(giveUp.reason());
        }
        if (outcome instanceof Outcome.RetryLater retry) {
            return failed(retry.reason(), retry.notBefore(), attempt);
        }
        if (outcome instanceof Outcome.PauseHandler pause) {
            return failed(pause.reason(), Duration.ZERO, attempt);
        }
        if (outcome instanceof Outcome.Unavailable away) {
            return new Settlement.ReceiverUnavailable(storable(away.reason()), delay(1, Duration.ZERO));
        }
        return failed("the handler returned no outcome", Duration.ZERO, attempt);
    }

    Settlement of(Throwable thrown, int attempt) {
        return failed(Thrown.text(thrown), Duration.ZERO, attempt);
    }

    Settlement timedOut(int attempt) {
        return failed("no outcome within " + settings.timeout().toMillis() + " ms", Duration.ZERO, attempt);
    }

    /** An event whose body the database did not give: no attempt of it. */
    Settlement unread(SQLException failure) {
        String error = "its body can't be read (SQLSTATE " + failure.getSQLState() + ")";
        if (Thrown.isAway(failure)) {
            return new Settlement.ReceiverUnavailable(error, delay(1, Duration.ZERO));
        }
        return new Settlement.Unread(error, delay(1, UNREAD_DELAY));
    }

    /** An event whose every attempt ended with its instance. */
    Settlement deadly(int attempts) {
        return deadly("an instance died", attempts);
    }

    /** @param what happened in each of its attempts, which were counted before */
    Settlement deadly(String what, int attempts) {
        return new Settlement.Dead(what + " in each of its " + attempts + " attempts", holds(), 0);
    }

    private Settlement failed(String error, Duration notBefore, int attempt) {
        if (attempt >= settings.maxAttempts()) {
            return dead(error);
        }
        return new Settlement.Retry(storable(error), delay(attempt, notBefore));
    }

    private Duration delay(int attempt, Duration notBefore) {
        return Backoff.next(
                attempt,
                settings.backoff().initial(),
                settings.backoff().max(),
                notBefore,
                ThreadLocalRandom.current());
    }

    private Settlement dead(String error) {
        return new Settlement.Dead(storable(error), holds(), 1);
    }

    private boolean holds() {
        return settings.onDead() == HandlersConfig.OnDead.HOLD;
    }

    /** Short, and nothing that the database would refuse: an error's text comes from anywhere. */
    private static String storable(String error) {
        String text = error == null ? "" : error.replace('\0', ' ');
        return StoredText.wellFormed(text.length() <= MAX_ERROR ? text : text.substring(0, MAX_ERROR));
    }
}
