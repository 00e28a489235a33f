package dev.textusinbox.dispatch;

import java.time.Duration;

/** How one delivery ended, as far as the cursor and the redelivery table care. */
sealed interface Settlement {
    record Handled() implements Settlement {}

    /** Set aside without an attempt, behind earlier trouble of its key. */
    record Blocked() implements Settlement {}

    /** Still running, and for so long that the cursor goes on without it: due again by itself if this instance dies. */
    record Spilled(Duration delay) implements Settlement {}

    /** Not called yet: an owner of its lane died more than once about here, so its attempts are counted beforehand. */
    record Suspect() implements Settlement {}

    /** An attempt failed; the next is due after the delay. */
    record Retry(String error, Duration delay) implements Settlement {}

    /** Out of attempts, or given up. */
    record Dead(String error, boolean holds) implements Settlement {}

    /** Whether later events of the key must wait behind it. */
    default boolean blocksKey() {
        return !(this instanceof Handled) && !(this instanceof Dead dead && !dead.holds());
    }
}
