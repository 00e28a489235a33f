package dev.textusinbox.trace;

/** One attempt of a handler at an event, as its trace tells it. */
public interface Handling extends AutoCloseable {
    /** Tells nothing. */
    Handling NONE = new Handling() {
        @Override
        public void failed(Throwable thrown) {}

        @Override
        public void ended(String outcome, boolean failed) {}

        @Override
        public void close() {}
    };

    /** The handler threw; only the name of the exception's class is told. */
    void failed(Throwable thrown);

    /** What came of it; the first time counts. From any thread: the one that called the handler may hang. */
    void ended(String outcome, boolean failed);

    /** The thread goes on to other things. Without an outcome the attempt was undone with its transaction. */
    @Override
    void close();
}
