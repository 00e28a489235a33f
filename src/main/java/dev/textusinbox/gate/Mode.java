package dev.textusinbox.gate;

import java.util.Locale;

/** What an operator wants done with a source's deliveries. */
public enum Mode {
    /** They are stored. */
    ACCEPT,
    /** They are left at the provider: each is answered 503. */
    PARK;

    /** As it is written in requests, answers and the database. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
