package dev.textusinbox.platform.failure;

import java.util.HashSet;
import java.util.Set;

/** Who waits for the database just now: the first says so in the log, and the last that it is back. */
final class DatabaseOutage {
    private static final Set<String> WAITING = new HashSet<>();

    private DatabaseOutage() {}

    /** True for the first. */
    static synchronized boolean begins(String job) {
        WAITING.add(job);
        return WAITING.size() == 1;
    }

    /** True for the last. */
    static synchronized boolean ends(String job) {
        return WAITING.remove(job) && WAITING.isEmpty();
    }
}
