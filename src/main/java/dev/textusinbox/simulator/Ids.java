package dev.textusinbox.simulator;

import java.util.Random;

/** Ids that look like the provider's and never come twice, not even from another run on the same database. */
final class Ids {
    private static final String LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    // 62^6 runs: two of them share ids once in many thousand restarts of one newcomer's dev mode.
    private static final int RUN_LENGTH = 6;

    private final String run;
    private long last;

    Ids(Random random) {
        var letters = new StringBuilder();
        for (int i = 0; i < RUN_LENGTH; i++) {
            letters.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        run = letters.toString();
    }

    String next() {
        return run + Long.toString(++last, Character.MAX_RADIX);
    }

    /** A contact's conversation stays the same from run to run. */
    static String ofConversation(String contact) {
        return "c" + Long.toString(Long.parseLong(contact.substring(1)), Character.MAX_RADIX);
    }
}
