package dev.textusinbox.trace;

/** One request to a webhook, as its trace tells it. Of one event loop, but for {@link #logged}. */
public interface Receipt {
    /** Tells nothing. */
    Receipt NONE = new Receipt() {
        @Override
        public boolean isRecording() {
            return false;
        }

        @Override
        public void handedToLog() {}

        @Override
        public void logged() {}

        @Override
        public void from(String method, String source, String traceparent) {}

        @Override
        public void stored(long eventId, String type) {}

        @Override
        public void repeats(long eventId) {}

        @Override
        public void answered(int status, String outcome) {}
    };

    /** Whether anything is told: else nothing need be looked up for it. */
    boolean isRecording();

    /** The delivery is verified, and waits for its commit from now on. */
    void handedToLog();

    /** The log has answered, on whatever thread. */
    void logged();

    /**
     * What was asked.
     *
     * @param source the configured source, or null
     * @param traceparent as the sender gave it, or null
     */
    void from(String method, String source, String traceparent);

    /** It was a new event. */
    void stored(long eventId, String type);

    /** It was a repeat of a stored event. */
    void repeats(long eventId);

    /**
     * What was answered: the last that is told.
     *
     * @param outcome the word that the metrics have for it
     */
    void answered(int status, String outcome);
}
