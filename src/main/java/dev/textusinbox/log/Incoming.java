package dev.textusinbox.log;

import java.util.function.Consumer;
import org.jboss.logging.Logger;

/** One delivery on its way through the appender: read already, and answered exactly once. */
final class Incoming {
    private static final Logger LOG = Logger.getLogger(Incoming.class);

    final Received received;
    /** Null where the body is no event, and {@link #unreadable} says why. */
    final Envelope envelope;

    /** Why it goes to quarantine; of an event only the appender sets it. */
    Unreadable unreadable;

    final byte[] identity;
    final long deadlineNanos;
    private final Consumer<AppendResult> answer;
    private boolean answered;

    private Incoming(
            Received received,
            Envelope envelope,
            Unreadable unreadable,
            byte[] identity,
            long deadlineNanos,
            Consumer<AppendResult> answer) {
        this.received = received;
        this.envelope = envelope;
        this.unreadable = unreadable;
        this.identity = identity;
        this.deadlineNanos = deadlineNanos;
        this.answer = answer;
    }

    static Incoming event(
            Received received, Envelope envelope, byte[] identity, long deadlineNanos, Consumer<AppendResult> answer) {
        return new Incoming(received, envelope, null, identity, deadlineNanos, answer);
    }

    static Incoming unreadable(
            Received received, Unreadable reason, long deadlineNanos, Consumer<AppendResult> answer) {
        return new Incoming(received, null, reason, null, deadlineNanos, answer);
    }

    boolean isEvent() {
        return envelope != null;
    }

    boolean expired(long nowNanos) {
        return deadlineNanos - nowNanos <= 0;
    }

    int size() {
        return received.body().length;
    }

    /** What its lane hangs on; as {@link Event#key()}, but an event of its own goes by its identity, having no id yet. */
    String laneKey() {
        if (envelope.contact() != null) {
            return envelope.contact();
        }
        return envelope.conversation() != null
                ? envelope.conversation()
                : java.util.HexFormat.of().formatHex(identity);
    }

    boolean isAnswered() {
        return answered;
    }

    /** The first answer counts; whatever its receiver does with it, the next delivery has its answer too. */
    void answer(AppendResult result) {
        if (!answered) {
            answered = true;
            try {
                answer.accept(result);
            } catch (RuntimeException e) {
                LOG.error("An answer could not be passed on", e);
            }
        }
    }
}
