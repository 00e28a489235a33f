package dev.textusinbox.dispatch;

import dev.textusinbox.handler.ExternalHandler;
import dev.textusinbox.handler.ReceiverAnswer;

/** What becomes of a call's events when it has ended, or nobody waits for it any more. Guarded by its window. */
final class CallEnding {
    private final ExternalHandler handler;
    private final Runner runner;
    private final Window window;
    private final Verdict verdict;
    private final CircuitBreaker breaker;

    CallEnding(ExternalHandler handler, Runner runner, Window window, Verdict verdict, CircuitBreaker breaker) {
        this.handler = handler;
        this.runner = runner;
        this.window = window;
        this.verdict = verdict;
        this.breaker = breaker;
    }

    /** @param settlement what it came to; of no account where it had its time */
    void of(Call call, Settlement settlement) {
        if (call.expired && !(settlement instanceof Settlement.ReceiverUnavailable)) {
            settle(call, verdict.timedOut(call.entry));
        } else if ((call.brokenOff || runner.isStopping()) && !(settlement instanceof Settlement.Handled)) {
            call.backwards(window::breakOff);
        } else {
            settle(call, settlement);
        }
    }

    private void settle(Call call, Settlement settlement) {
        if (call.isBatch()) {
            settleBatch(call, settlement);
        } else {
            settleOne(call, settlement);
        }
    }

    private void settleBatch(Call call, Settlement settlement) {
        if (settlement instanceof Settlement.Handled) {
            breaker.close();
            call.entries.forEach(entry -> settle(call, entry, settlement));
        } else if (settlement instanceof Settlement.ReceiverUnavailable && breaker.isTotalSince(call.started)) {
            open(settlement);
            call.backwards(entry -> waitAgain(call, entry, settlement));
        } else {
            // Nobody knows whose fault it was: no attempt of any, and each by itself.
            closeUnlessReceiverFailed(settlement, response(call));
            call.backwards(entry -> {
                entry.lane.callAlone(entry.event.id());
                waitAgain(call, entry, new Settlement.GivenBack());
            });
        }
    }

    private void waitAgain(Call call, WindowEntry entry, Settlement inItsRow) {
        if (!window.putBack(entry)) {
            settle(call, entry, inItsRow);
        }
    }

    private void settleOne(Call call, Settlement settlement) {
        ReceiverAnswer response = response(call);
        Settlement told = settlement;
        if (endsInOutage(call, settlement, response)) {
            // No attempt of the event: it waits where it is.
            Settlement.ReceiverUnavailable away = verdict.unavailable(settlement);
            open(away);
            if (window.putBack(call.entry)) {
                return;
            }
            told = away;
        } else {
            closeUnlessReceiverFailed(settlement, response);
        }
        call.entry.response = response;
        call.entry.lane.calledAlone(call.entry.event.id());
        settle(call, call.entry, told);
    }

    private void settle(Call call, WindowEntry entry, Settlement settlement) {
        window.settle(entry, settlement, call.millis());
        runner.context.meters().settled(settlement);
    }

    private void open(Settlement away) {
        if (runner.mayCall()) {
            breaker.open(away.error());
        }
    }

    private void closeUnlessReceiverFailed(Settlement settlement, ReceiverAnswer response) {
        if (!(settlement instanceof Settlement.ReceiverUnavailable) && !isFailureOfReceiver(settlement, response)) {
            breaker.close();
        }
    }

    private static ReceiverAnswer response(Call call) {
        return call.leftBehind || call.expired ? null : call.response;
    }

    /** Tells the breaker of a failure; whether it is the receiver's, and not only for this contact. */
    private boolean endsInOutage(Call call, Settlement settlement, ReceiverAnswer response) {
        return settlement instanceof Settlement.ReceiverUnavailable
                ? breaker.isTotalSince(call.started)
                : isFailureOfReceiver(settlement, response) && breaker.failed(call.entry.key);
    }

    /** No answer, or a 5xx; whoever answers anything else is there. */
    private boolean isFailureOfReceiver(Settlement settlement, ReceiverAnswer response) {
        return handler.isAwayAfterFailures()
                && settlement.isInPassing()
                && (response == null || response.status() >= 500);
    }
}
