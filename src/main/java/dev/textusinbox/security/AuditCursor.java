package dev.textusinbox.security;

import dev.textusinbox.platform.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** The place between two pages of the book: opaque outside, the last id seen inside. */
final class AuditCursor {
    // So that the cursor of another list is refused, not followed to a place that means nothing here.
    private static final String PREFIX = "audit:";

    private AuditCursor() {}

    static String after(AuditEntry last) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((PREFIX + last.id).getBytes(StandardCharsets.US_ASCII));
    }

    /** The id to go on below; without a cursor, above all. */
    static long before(String cursor) {
        if (cursor == null) {
            return Long.MAX_VALUE;
        }
        try {
            String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII);
            if (text.startsWith(PREFIX)) {
                return Long.parseLong(text.substring(PREFIX.length()));
            }
        } catch (IllegalArgumentException e) {
            // Neither Base64 nor a number: not ours, as below.
        }
        throw ProblemException.badParameter("cursor", "It must be the next of an earlier page of this list.");
    }
}
