package dev.textusinbox.platform.problem;

import java.util.function.BiConsumer;

/** The headers that a status asks for. */
final class ProblemHeaders {

    /** Long enough for a database's restart to get somewhere, short enough for a person to wait. */
    private static final String RETRY_AFTER_SECONDS = "5";

    private ProblemHeaders() {}

    static void addFor(int status, BiConsumer<String, String> add) {
        if (status == 401) {
            add.accept("WWW-Authenticate", "Bearer realm=\"textus-inbox\"");
            add.accept("WWW-Authenticate", "Basic realm=\"textus-inbox\", charset=\"UTF-8\"");
        } else if (status == 503) {
            add.accept("Retry-After", RETRY_AFTER_SECONDS);
        }
    }
}
