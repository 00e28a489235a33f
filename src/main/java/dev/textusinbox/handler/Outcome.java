package dev.textusinbox.handler;

import dev.textusinbox.PublicApi;
import java.time.Duration;

/** What became of one attempt. */
@PublicApi
public sealed interface Outcome {
    /** Handled: it will not come again, unless an operator replays it. */
    record Done() implements Outcome {
        private static final Done INSTANCE = new Done();
    }

    /**
     * Not now, and by this event's own doing: tried again after a backoff, later events of this contact waiting behind it, and
     * dead after {@code max-rejections}.
     *
     * @param reason what an operator will read; no secret, no body, no whole phone number
     * @param notBefore the least time to wait, capped by {@code backoff.max}; zero leaves it to the backoff
     */
    record RetryLater(String reason, Duration notBefore) implements Outcome {}

    /**
     * Not now, and for no fault of the event's: what the handler depends on was overloaded, failed inside or gave no answer in
     * time. Tried again after a backoff, later events of this contact waiting behind it, and dead once that has gone on for
     * {@code retry-for}.
     *
     * @param reason what an operator will read; no secret, no body, no whole phone number
     * @param notBefore the least time to wait, capped by {@code backoff.max}; zero leaves it to the backoff
     */
    record TransientFailure(String reason, Duration notBefore) implements Outcome {}

    /**
     * Never: trying again would not help. The event is dead at once, for an operator to look at.
     *
     * @param reason what an operator will read
     */
    record GiveUp(String reason) implements Outcome {}

    /**
     * The handler itself is out of order, not this event: as {@link RetryLater}, and the handler is paused until an
     * operator resumes it.
     *
     * @param reason what an operator will read
     */
    record PauseHandler(String reason) implements Outcome {}

    /**
     * Not for this event's sake: what the handler depends on can't be reached. It counts as no attempt, so no outage makes an
     * event dead. While nothing else comes through either, the event stays where it is in the log, no row is written, and
     * the handler is not called for some seconds.
     *
     * @param reason what an operator will read
     */
    record Unavailable(String reason) implements Outcome {}

    /**
     * One of the others, with what the receiver answered.
     *
     * @param response shown with the attempt by the API and the console
     */
    record WithResponse(Outcome outcome, ReceiverAnswer response) implements Outcome {}

    /** The same, with what the receiver answered: an operator sees it with the attempt. */
    default Outcome with(ReceiverAnswer response) {
        return new WithResponse(this, response);
    }

    static Outcome done() {
        return Done.INSTANCE;
    }

    static Outcome retry(String reason) {
        return new RetryLater(reason, Duration.ZERO);
    }

    static Outcome retry(String reason, Duration notBefore) {
        return new RetryLater(reason, notBefore);
    }

    static Outcome transientFailure(String reason) {
        return new TransientFailure(reason, Duration.ZERO);
    }

    static Outcome transientFailure(String reason, Duration notBefore) {
        return new TransientFailure(reason, notBefore);
    }

    static Outcome giveUp(String reason) {
        return new GiveUp(reason);
    }

    static Outcome pauseHandler(String reason) {
        return new PauseHandler(reason);
    }

    static Outcome unavailable(String reason) {
        return new Unavailable(reason);
    }
}
