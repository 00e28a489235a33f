package dev.textusinbox.trace;

import java.util.function.BiConsumer;

/** A request that takes an event to another system, as its trace tells it. */
public interface Outgoing extends AutoCloseable {
    /** Tells nothing, and sends no header. */
    Outgoing NONE = new Outgoing() {
        @Override
        public void headers(BiConsumer<String, String> to) {}

        @Override
        public void answered(int status) {}

        @Override
        public void taken() {}

        @Override
        public void close() {}
    };

    /** Gives the header by which the other side goes on with this trace ({@code traceparent}), name and value. */
    void headers(BiConsumer<String, String> to);

    /** There is an HTTP status. */
    void answered(int status);

    /** The other side has it. */
    void taken();

    /** It is over; without one of the two above it failed. */
    @Override
    void close();
}
