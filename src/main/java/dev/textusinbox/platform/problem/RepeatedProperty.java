package dev.textusinbox.platform.problem;

import com.fasterxml.jackson.core.JsonParseException;

/** Finds the property that a body has twice: Jackson has no exception of its own for it. */
final class RepeatedProperty {
    private static final String MESSAGE = "Duplicate field";

    private RepeatedProperty() {}

    /** Its name as a caller writes it, {@code filter.source}; null where that is not what is wrong. */
    static String in(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause() == t ? null : t.getCause()) {
            if (t instanceof JsonParseException parse
                    && parse.getOriginalMessage().startsWith(MESSAGE)
                    && parse.getProcessor() != null) {
                String pointer =
                        parse.getProcessor().getParsingContext().pathAsPointer().toString();
                return pointer.isEmpty() ? null : pointer.substring(1).replace('/', '.');
            }
        }
        return null;
    }
}
