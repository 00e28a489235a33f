package dev.textusinbox.dispatch;

import dev.textusinbox.handler.HandlersConfig;
import dev.textusinbox.handler.Outcome;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** Turns what a handler said, or threw, into what is written: the one place that knows attempts, backoff and death. */
final class Verdict {
    private static final int LONGEST_ERROR = 500;

    private final HandlersConfig.Settings settings;

    Verdict(HandlersConfig.Settings settings) {
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
            return new Settlement.Unavailable(storable(away.reason()), delay(1, Duration.ZERO));
        }
        return failed("the handler returned no outcome", Duration.ZERO, attempt);
    }

    Settlement of(Throwable thrown, int attempt) {
        String message = thrown.getMessage();
        String name = thrown.getClass().getSimpleName();
        return failed(message == null ? name : name + ": " + message, Duration.ZERO, attempt);
    }

    Settlement timedOut(int attempt) {
        return failed("no outcome within " + settings.timeout().toMillis() + " ms", Duration.ZERO, attempt);
    }

    /** An event whose every attempt ended with its instance. */
    Settlement deadly(int attempts) {
        return new Settlement.Dead("an instance died in each of its " + attempts + " attempts", holds(), 0);
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
        return text.length() <= LONGEST_ERROR ? text : text.substring(0, LONGEST_ERROR);
    }
}
