package dev.textusinbox.conformance;

import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a receiver answered, and what that does at the provider.
 *
 * @param status {@link #NONE}: none came in time
 */
record ReceiverAnswer(int status, long millis) {
    static final int NONE = 0;

    private static final int TRANSIENT = 504;

    /** What the provider makes of an answer, the worst last. */
    enum Effect {
        TAKEN("-"),
        REPEATED("sent again: the event comes twice"),
        PUT_OFF("tried again for up to 12 hours, then lost"),
        PAUSED("integration paused: nothing is sent until an hourly attempt is answered 2xx");

        final String cost;

        Effect(String cost) {
            this.cost = cost;
        }
    }

    Effect effect() {
        if (status >= 200 && status < 300) {
            return Effect.TAKEN;
        }
        if (status == NONE) {
            return Effect.REPEATED;
        }
        return status == TRANSIENT ? Effect.PUT_OFF : Effect.PAUSED;
    }

    boolean refused() {
        return status >= 400 && status < 500;
    }

    /** The worst that the answers do. */
    static Effect worst(List<ReceiverAnswer> answers) {
        return answers.stream().map(ReceiverAnswer::effect).max(Enum::compareTo).orElse(Effect.TAKEN);
    }

    /** {@code 38 × 202, 2 × 504}. */
    static String summary(List<ReceiverAnswer> answers) {
        return answers.stream()
                .collect(Collectors.groupingBy(ReceiverAnswer::status, TreeMap::new, Collectors.counting()))
                .entrySet()
                .stream()
                .map(each -> (each.getValue() == 1 && answers.size() == 1 ? "" : each.getValue() + " x ")
                        + (each.getKey() == NONE ? "no answer" : each.getKey()))
                .collect(Collectors.joining(", "));
    }
}
