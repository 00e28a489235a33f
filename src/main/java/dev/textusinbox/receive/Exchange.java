package dev.textusinbox.receive;

import dev.textusinbox.log.AppendResult;
import dev.textusinbox.log.AppendResult.RefusalReason;
import dev.textusinbox.log.AppendResult.Refused;
import dev.textusinbox.log.EventLog;
import dev.textusinbox.log.Received;
import dev.textusinbox.trace.Receipt;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/** One request and its one answer. Lives on its event loop; what comes from the appender's thread is handed over. */
final class Exchange {
    private static final String SIGNATURE = "X-TextUs-Signature";

    private final HttpServerRequest request;
    private final Source source;
    private final Vertx vertx;
    private final ReceiveMeters meters;
    private final Receipt receipt;
    private final Context loop;
    private long deadlineNanos;
    private long timer = -1;
    private boolean ended;
    private final BodyBudget budget;
    /** Of the budget; given back when the bytes are no longer needed. */
    private long held;

    private boolean handedToLog;
    /** The delivery, once it is known to be one: what becomes of it is the gate's business. */
    private Received received;

    private EventLog log;

    /** @param source null where the path names none */
    Exchange(
            HttpServerRequest request,
            Source source,
            BodyBudget budget,
            Vertx vertx,
            ReceiveMeters meters,
            Receipt receipt) {
        this.request = request;
        this.source = source;
        this.budget = budget;
        this.vertx = vertx;
        this.meters = meters;
        this.receipt = receipt;
        this.loop = vertx.getOrCreateContext();
    }

    /** Whatever happens, it is answered by then. */
    void endAfter(long millis) {
        endAfter(millis, new Reception.Logged(new Refused(RefusalReason.DEADLINE)));
    }

    /** Whatever happens, this is answered by then. */
    void endAfter(long millis, Reception reception) {
        deadlineNanos = System.nanoTime() + millis * 1_000_000;
        timer = vertx.setTimer(millis, id -> end(reception));
    }

    /** Takes room for more of the body; false where there is none, or nobody waits for an answer any more. */
    boolean hold(int bytes) {
        if (ended || !budget.take(bytes)) {
            return false;
        }
        held += bytes;
        return true;
    }

    void deliver(Source from, byte[] body, EventLog to) {
        Received verified =
                from.verify(request.getHeader(SIGNATURE), request.getHeader(HttpHeaders.CONTENT_TYPE), body);
        if (verified == null) {
            end(new Reception.Unverified());
            return;
        }
        meters.verified(from.name, verified.secretPosition());
        if (verified.secretPosition() != null) {
            from.gate.verified(verified.secretPosition());
        }
        received = verified;
        log = to;
        if (from.gate.isParked()) {
            end(new Reception.Parked());
            return;
        }
        receipt.handedToLog();
        handedToLog = true;
        try {
            log.append(received, deadlineNanos, this::endFromAnyThread);
        } catch (RuntimeException | Error e) {
            handedToLog = false;
            throw e;
        }
    }

    private void endFromAnyThread(AppendResult result) {
        receipt.logged();
        budget.release(held);
        loop.runOnContext(nothing -> end(new Reception.Logged(result)));
    }

    /** Answers, once. */
    void end(Reception reception) {
        if (ended) {
            return;
        }
        abandon();
        Answer answer = pass(Answer.to(reception));
        meters.answered(source == null ? "unknown" : source.name, answer);
        send(answer);
        if (receipt.isRecording()) {
            tell(reception, answer);
        }
    }

    private void send(Answer answer) {
        HttpServerResponse response = request.response();
        if (response.ended() || response.closed()) {
            return;
        }
        response.setStatusCode(answer.status()).putHeader(HttpHeaders.CONTENT_TYPE, answer.contentType());
        if (answer.retryAfter() > 0) {
            response.putHeader("Retry-After", Integer.toString(answer.retryAfter()));
        }
        if (answer.status() == 405) {
            response.putHeader(HttpHeaders.ALLOW, HttpMethod.POST.name());
        }
        if (answer.close()) {
            response.putHeader(HttpHeaders.CONNECTION, "close");
        }
        response.end(answer.body());
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

    /** Tells the gate how a verified delivery fared; it may turn a 504 into a 503. */
    private Answer pass(Answer answer) {
        if (received == null) {
            return answer;
        }
        if (answer.status() < 300) {
            source.gate.taken();
        } else if (answer.status() == 504) {
            source.gate.refused(source.gate.wantsAge() ? log.ageOf(received).toMillis() : 0);
            return source.gate.isParked() ? Answer.to(new Reception.Parked()) : answer;
        }
        return answer;
    }

    /** The rest of the request can't be read: whoever is still there is told to try again. */
    void broken() {
        if (request.response().closed()) {
            abandon();
        } else {
            end(new Reception.Failed());
        }
    }

    /** Nobody waits for an answer any more. */
    private void abandon() {
        if (!ended && !handedToLog) {
            budget.release(held);
        }
        ended = true;
        if (timer >= 0) {
            vertx.cancelTimer(timer);
        }
    }
}
