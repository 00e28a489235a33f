package dev.textusinbox.blackbox;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** A program that a test needs and that does not come with Maven. */
final class Tool {
    /** Set by {@code .ci/run} once it has installed all of them. */
    private static final String ALL_ARE_THERE = "TESTS_HAVE_ALL_TOOLS";

    private Tool() {}

    /** Leaves the test out where the program is missing; where all should be there, that is a failure. */
    static void needed(boolean isThere, String apt) {
        String message = "needs " + apt + ": apt-get install " + apt;
        if (System.getenv(ALL_ARE_THERE) == null) {
            assumeTrue(isThere, message);
        } else {
            assertTrue(isThere, message);
        }
    }
}
