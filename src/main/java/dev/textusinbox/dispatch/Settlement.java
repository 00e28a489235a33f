package dev.textusinbox.dispatch;

import dev.textusinbox.trace.Handling;
import java.time.Duration;
import java.util.Locale;

/** How one delivery ended, as far as the cursor and the redelivery table care; each knows what its row says. */
sealed interface Settlement {
    /** Done: it has no row. */
    record Handled() implements Settlement {
        @Override
        public boolean blocksKey() {
            return false;
        }

        @Override
        public String state() {
            throw new IllegalStateException("what is handled has no row");
        }

        @Override
        public String outcome() {
            return "done";
        }
    }

    /** Added without an attempt, behind an earlier redelivery of its key. */
    record Blocked() implements Settlement {
        @Override
        public String state() {
            return "blocked";
        }
    }

    /** Still running, and for so long that the cursor goes on without it: due again by itself if this instance dies. */
    record Spilled(Duration delay) implements Settlement {}

    /** With a client of a pull consumer: until its lease ends it goes to nobody else. */
    record Leased(long lease, Duration delay) implements Settlement {
        @Override
        public Long leaseOrNull() {
            return lease;
        }
    }

    /** Not called yet: an owner of its lane died more than once about here, so its attempts are counted beforehand. */
    record Suspect() implements Settlement {}

    /**
     * An attempt failed; the next is due after the delay.
     *
     * @param isRejection whether the answer was definite, and not a failure in passing
     */
    record Retry(String error, Duration delay, boolean isRejection) implements Settlement {
        @Override
        public String outcome() {
            return "retry";
        }

        @Override
        public boolean isInPassing() {
            return !isRejection;
        }

        @Override
        public int rejected() {
            return isRejection ? 1 : 0;
        }
    }

    /** Its handler's other side is away for this contact, though not for others: no attempt of the event. */
    record ReceiverUnavailable(String error, Duration delay) implements Settlement {
        @Override
        public boolean hasCause() {
            return false;
        }
    }

    /** The database could not give its body, though it gives others: no attempt of the event. */
    record Unread(String error, Duration delay) implements Settlement {}

    /** Its call was broken off by us, for no fault of the event: no attempt, and due at once for whoever comes. */
    record GivenBack() implements Settlement {}

    /**
     * Out of attempts, or failed for good.
     *
     * @param attempted 1 if there was an attempt; 0 if its attempts were used up before it could be called again
     * @param isInPassing whether the last of them had failed in passing
     */
    record Dead(String error, boolean holds, int attempted, boolean isInPassing) implements Settlement {
        @Override
        public boolean blocksKey() {
            return holds;
        }

        @Override
        public String state() {
            return "dead";
        }

        @Override
        public String outcome() {
            return "dead";
        }
    }

    /** Whether later events of the key must wait behind it. */
    default boolean blocksKey() {
        return true;
    }

    /** The state of its row. */
    default String state() {
        return "retrying";
    }

    /** What came of its attempt; null where none was made. */
    default String outcome() {
        return null;
    }

    /** Tells its attempt's trace. */
    default void tell(Handling handling) {
        String word = outcome() == null ? getClass().getSimpleName().toLowerCase(Locale.ROOT) : outcome();
        handling.ended(word, !(this instanceof Handled));
    }

    /** How many attempts this adds to those made before. */
    default int attempted() {
        return outcome() == null ? 0 : 1;
    }

    /** Whether it failed for no fault of the event's. */
    default boolean isInPassing() {
        return false;
    }

    /** How many of these were answered definitely. */
    default int rejected() {
        return 0;
    }

    /** Why the attempt failed, or null. */
    default String error() {
        return null;
    }

    /** Whether the error tells why the event failed, and not only why it was not called. */
    default boolean hasCause() {
        return error() != null;
    }

    /** Whether it is dead and holds its queue back. */
    default boolean holds() {
        return false;
    }

    /** The lease under which a client has it; null: nobody has. */
    default Long leaseOrNull() {
        return null;
    }

    /** How long from now its row is due. */
    default Duration delay() {
        return Duration.ZERO;
    }
}
