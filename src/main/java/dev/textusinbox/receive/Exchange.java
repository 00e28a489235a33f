package dev.textusinbox.receive;

import dev.textusinbox.log.AppendResult;
import dev.textusinbox.log.AppendResult.RefusalReason;
import dev.textusinbox.log.AppendResult.Refused;
import dev.textusinbox.log.Received;
import dev.textusinbox.platform.failure.OutOfMemory;
import dev.textusinbox.trace.Receipt;
import io.vertx.core.Context;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import org.jboss.logging.Logger;

/**
 * One request and its one answer, in the order in which it goes: the body is read ({@link #receive}), verified ({@link
 * #deliver}), held against the gate and handed to the log ({@link #append}); whatever becomes of it is a {@link Reception},
 * and {@link #end} answers it, once. Lives on its event loop; what comes from the appender's thread is handed over.
 */
final class Exchange {
    private static final Logger LOG = Logger.getLogger(Exchange.class);
    private static final String SIGNATURE = "X-TextUs-Signature";

    private final HttpServerRequest request;
    private final Source source;
    private final Exchanges shared;
    private final Receipt receipt;
    private final Context loop;
    private long deadlineNanos;
    private long timer = -1;
    private boolean ended;
    /** Of the budget; given back when the bytes are no longer needed. */
    private long held;

    private boolean handedToLog;
    /** The delivery, once it is known to be one: what becomes of it is the gate's business. */
    private Received received;

    /** @param source null where the path names none */
    Exchange(HttpServerRequest request, Source source, Exchanges shared, Receipt receipt) {
        this.request = request;
        this.source = source;
        this.shared = shared;
        this.receipt = receipt;
        this.loop = shared.vertx.getOrCreateContext();
    }

    /** Begins; whatever happens, it is answered within the deadline. */
    void receive() {
        if (source == null) {
            refuse(new Reception.UnknownSource());
        } else if (!HttpMethod.POST.equals(request.method())) {
            refuse(new Reception.NotPost());
        } else if (shared.log.isFull()) {
            // Rare: behind another request, or with its body still to be asked for.
            end(new Reception.Overloaded());
        } else {
            endAtDeadline(new Reception.Logged(new Refused(RefusalReason.DEADLINE)));
            new BodyCollector(request, shared.maxBodyBytes, this::hold, this::deliver, this::unread).start();
        }
    }

    private void refuse(Reception reception) {
        endAtDeadline(reception);
        BodyCollector.skip(request, shared.maxBodyBytes, () -> end(reception));
    }

    private void endAtDeadline(Reception reception) {
        deadlineNanos = System.nanoTime() + shared.deadlineMillis * 1_000_000;
        timer = shared.vertx.setTimer(shared.deadlineMillis, id -> end(reception));
    }

    /** Takes memory for more of the body; false where there is none, or nobody waits for an answer any more. */
    private boolean hold(int bytes) {
        if (ended || !shared.budget.take(bytes)) {
            return false;
        }
        held += bytes;
        return true;
    }

    /** The body did not come as a whole: whoever is still there is told why. */
    private void unread(Reception reception) {
        if (reception instanceof Reception.Failed && request.response().closed()) {
            abandon();
        } else {
            end(reception);
        }
    }

    private void deliver(byte[] body) {
        try {
            Received verified =
                    source.verify(request.getHeader(SIGNATURE), request.getHeader(HttpHeaders.CONTENT_TYPE), body);
            if (verified == null) {
                end(new Reception.Unverified());
            } else {
                append(verified);
            }
        } catch (RuntimeException | Error e) {
            OutOfMemory.endIfCauseOf(e);
            LOG.error("A delivery could not be handed to the log; the provider is told to try again", e);
            end(new Reception.Failed());
        }
    }

    private void append(Received verified) {
        shared.meters.verified(source.name, verified.secretPosition());
        if (verified.secretPosition() != null) {
            source.gate.verified(verified.secretPosition());
        }
        received = verified;
        if (source.gate.isParked()) {
            end(new Reception.Parked());
            return;
        }
        receipt.handedToLog();
        handedToLog = true;
        try {
            shared.log.append(received, deadlineNanos, this::endFromAnyThread);
        } catch (RuntimeException | Error e) {
            handedToLog = false;
            throw e;
        }
    }

    private void endFromAnyThread(AppendResult result) {
        receipt.logged();
        shared.budget.release(held);
        loop.runOnContext(nothing -> end(new Reception.Logged(result)));
    }

    /** Answers, once. */
    void end(Reception reception) {
        if (ended) {
            return;
        }
        abandon();
        Answer answer = answer(reception);
        shared.meters.answered(source == null ? "unknown" : source.name, answer);
        answer.write(request.response());
        if (receipt.isRecording()) {
            tell(reception, answer);
        }
    }

    private void tell(Reception reception, Answer answer) {
        receipt.from(request.method().name(), source == null ? null : source.name, request.getHeader("traceparent"));
        if (reception instanceof Reception.Logged logged) {
            if (logged.result() instanceof AppendResult.Stored stored) {
                receipt.stored(stored.eventId(), stored.type());
            } else if (logged.result() instanceof AppendResult.Duplicate duplicate) {
                receipt.repeats(duplicate.eventId());
            }
        }
        receipt.answered(answer.status(), answer.outcome());
    }

    /** The gate hears how a verified delivery fared: it may park the source by that, and then that is the answer. */
    private Answer answer(Reception reception) {
        Answer answer = Answer.to(reception);
        if (received == null) {
            return answer;
        }
        if (answer.isTaken()) {
            source.gate.taken();
        } else if (answer.isTryAgain()) {
            source.gate.refused(
                    source.gate.wantsAge() ? shared.log.ageOf(received).toMillis() : 0);
            return source.gate.isParked() ? Answer.to(new Reception.Parked()) : answer;
        }
        return answer;
    }

    /** Nobody waits for an answer any more. */
    private void abandon() {
        if (!ended && !handedToLog) {
            shared.budget.release(held);
        }
        ended = true;
        if (timer >= 0) {
            shared.vertx.cancelTimer(timer);
        }
    }
}
