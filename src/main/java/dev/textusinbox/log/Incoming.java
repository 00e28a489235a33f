package dev.textusinbox.log;

import java.util.function.Consumer;

/** One delivery on its way through the appender: read already, and answered exactly once. */
final class Incoming {
    final Received received;
    /** Null where the body is no event, and {@link #unreadable} says why. */
    final Envelope envelope;

    final Unreadable unreadable;
    final byte[] identity;
    final long deadlineNanos;
    private final Consumer<AppendResult> answer;

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

    void answer(AppendResult result) {
        answer.accept(result);
    }
}
