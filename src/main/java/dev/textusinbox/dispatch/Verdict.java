package dev.textusinbox.dispatch;

import dev.textusinbox.handler.HandlersConfig;
import dev.textusinbox.handler.Outcome;
import dev.textusinbox.platform.database.StoredText;
import java.sql.SQLException;
import java.time.Duration;
import java.util.OptionalLong;
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

    /** @param entry what was called, with what came of it before */
    Settlement of(Outcome outcome, WindowEntry entry) {
        if (outcome instanceof Outcome.Done) {
            return new Settlement.Handled();
        }
        if (outcome instanceof Outcome.GiveUp giveUp) {
            return dead(giveUp.reason(), false);
        }
        if (outcome instanceof Outcome.RetryLater retry) {
            return rejected(retry.reason(), retry.notBefore(), entry);
        }
        if (outcome instanceof Outcome.TransientFailure failure) {
            return failedInPassing(failure.reason(), failure.notBefore(), entry);
        }
        if (outcome instanceof Outcome.PauseHandler pause) {
            return rejected(pause.reason(), Duration.ZERO, entry);
        }
        if (outcome instanceof Outcome.Unavailable away) {
            return new Settlement.ReceiverUnavailable(storable(away.reason()), delay(1, Duration.ZERO));
        }
        return rejected("the handler returned no outcome", Duration.ZERO, entry);
    }

    Settlement of(Throwable thrown, WindowEntry entry) {
        return rejected(Thrown.text(thrown), Duration.ZERO, entry);
    }

    Settlement timedOut(WindowEntry entry) {
        return failedInPassing("no outcome within " + settings.timeout().toMillis() + " ms", Duration.ZERO, entry);
    }

    /** A client took it, and said nothing of it in time. */
    Settlement leaseEnded(WindowEntry entry) {
        return failedInPassing("not acknowledged before its lease ended", Duration.ZERO, entry);
    }

    /** A failure, as what counts as no attempt. */
    Settlement.ReceiverUnavailable unavailable(Settlement failure) {
        return failure instanceof Settlement.ReceiverUnavailable away
                ? away
                : new Settlement.ReceiverUnavailable(failure.error(), delay(1, Duration.ZERO));
    }

    /** An event whose body the database did not give: no attempt of it. */
    Settlement unread(SQLException failure) {
        String error = "its body can't be read (SQLSTATE " + failure.getSQLState() + ")";
        if (Thrown.isAway(failure)) {
            return new Settlement.ReceiverUnavailable(error, delay(1, Duration.ZERO));
        }
        return new Settlement.Unread(error, delay(1, UNREAD_DELAY));
    }

    /** Whether it may not be called again: a suspect's attempts are counted before, as if they had been answered definitely. */
    boolean isUsedUp(WindowEntry suspect) {
        return suspect.rejections >= settings.maxRejections() || isLast(suspect.attempts);
    }

    /** An event whose last attempts ended with its instance. */
    Settlement deadly(WindowEntry suspect) {
        return deadly("an instance died", suspect);
    }

    /** @param what happened in each of its last attempts, which were counted before */
    Settlement deadly(String what, WindowEntry suspect) {
        String which = suspect.attempts > suspect.rejections ? " in the last of its " : " in each of its ";
        return new Settlement.Dead(what + which + suspect.attempts + " attempts", holds(), 0, false);
    }

    private Settlement rejected(String error, Duration notBefore, WindowEntry entry) {
        boolean last = entry.rejections + 1 >= settings.maxRejections() || isLast(entry.attempts + 1);
        return last ? dead(error, false) : retry(error, notBefore, entry, true);
    }

    private Settlement failedInPassing(String error, Duration notBefore, WindowEntry entry) {
        boolean last = isOver(entry.failingSince) || isLast(entry.attempts + 1);
        return last ? dead(error, true) : retry(error, notBefore, entry, false);
    }

    private boolean isOver(OptionalLong failingSince) {
        return failingSince.isPresent()
                && System.nanoTime() - failingSince.getAsLong()
                        >= settings.retryFor().toNanos();
    }

    private boolean isLast(int attempts) {
        return attempts >= settings.maxAttempts().orElse(Integer.MAX_VALUE);
    }

    private Settlement retry(String error, Duration notBefore, WindowEntry entry, boolean isRejection) {
        return new Settlement.Retry(storable(error), delay(entry.attempts + 1, notBefore), isRejection);
    }

    private Duration delay(int attempt, Duration notBefore) {
        return Backoff.next(
                attempt,
                settings.backoff().initial(),
                settings.backoff().max(),
                notBefore,
                ThreadLocalRandom.current());
    }

    private Settlement dead(String error, boolean isInPassing) {
        return new Settlement.Dead(storable(error), holds(), 1, isInPassing);
    }

    private boolean holds() {
        return settings.onDead() == HandlersConfig.OnDead.HOLD;
    }

    /** Short, and nothing that the database would refuse: an error's text comes from anywhere. */
    private static String storable(String error) {
        String text = error == null ? "" : error;
        return StoredText.readable(text.length() <= MAX_ERROR ? text : text.substring(0, MAX_ERROR));
    }
}
