package dev.textusinbox.log;

/** How a failure may stand in a log line: its message may quote a body, so only what and where. */
final class Failures {
    private Failures() {}

    static String name(Throwable failure) {
        StackTraceElement[] trace = failure.getStackTrace();
        return failure.getClass().getName() + (trace.length == 0 ? "" : " at " + trace[0]);
    }
}
