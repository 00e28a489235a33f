package dev.textusinbox.platform.request;

import dev.textusinbox.platform.database.DatabaseText;
import dev.textusinbox.platform.problem.ProblemException;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * The body of a call that changes something: why, in the operator's words.
 *
 * @param reason as given, or null
 */
@RegisterForReflection // ReasonReader reads it by hand
public record Reason(String reason) {

    /** The reason of a body that need not be there; null if none was given. */
    public static String optional(Reason body) {
        return body == null ? null : clean(body.reason());
    }

    /** The reason; a 400 if there is none. */
    public static String required(String reason) {
        String clean = clean(reason);
        if (clean == null) {
            throw ProblemException.badParameter("reason", "It must say why.");
        }
        return clean;
    }

    private static String clean(String reason) {
        return reason == null || reason.isBlank() ? null : DatabaseText.of(reason);
    }
}
