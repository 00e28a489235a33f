package dev.textusinbox.scripted;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Phones that no other test has: counted, since among some thousand that were drawn two are the same now and then, and then an
 * erased contact's traces are another's events.
 */
public final class NewPhones {
    private static final AtomicLong NEXT =
            new AtomicLong(2_000_000 + ThreadLocalRandom.current().nextLong(4_000_000));

    private NewPhones() {}

    /** A number that may be real, and was not seen before. */
    public static String next() {
        return "+1303" + NEXT.getAndIncrement();
    }
}
