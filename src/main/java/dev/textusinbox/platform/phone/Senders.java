package dev.textusinbox.platform.phone;

import dev.textusinbox.platform.database.StoredText;
import java.util.Optional;

/** Senders that are no phones. */
final class Senders {
    private static final int SHORTEST_CODE = 3;
    private static final int MAX_CODE = 8;

    private Senders() {}

    /** A short code or a sender's name as the log keeps it; empty for what is neither, such as a phone with a digit missing. */
    static Optional<String> read(String text) {
        boolean named = text.codePoints().anyMatch(Character::isLetter);
        return named || isShortCode(text) ? Optional.of(StoredText.sought(text)) : Optional.empty();
    }

    private static boolean isShortCode(String text) {
        long digits = text.codePoints().filter(Character::isDigit).count();
        return digits >= SHORTEST_CODE && digits <= MAX_CODE && text.indexOf('+') < 0;
    }
}
