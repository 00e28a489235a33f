package dev.textusinbox.failure;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names a group of failures: 16 hex digits for the handler and the cause, and the state, as the view failure_group has it.
 *
 * @param cause a {@link Cause#id}
 * @param state retrying or dead
 */
public record FailureGroupId(long cause, String state) {
    private static final Pattern FORM = Pattern.compile("([0-9a-f]{16})-(retrying|dead)");
    private static final int HEX = 16;

    /** The id that the text is; nothing where it is none. */
    public static Optional<FailureGroupId> read(String text) {
        Matcher form = FORM.matcher(text);
        return form.matches()
                ? Optional.of(new FailureGroupId(Long.parseUnsignedLong(form.group(1), HEX), form.group(2)))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return "%016x-%s".formatted(cause, state);
    }
}
