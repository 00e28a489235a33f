package dev.textusinbox.platform.request;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The place between two pages of a list: callers hand it back as they got it.
 *
 * @param list which list it belongs to, in lowercase letters: the cursor of another list is refused, not followed to a
 *     place that means nothing here
 * @param id the last row that was given
 */
public record ListCursor(String list, long id) {
    private static final Pattern PLAIN = Pattern.compile("([a-z]+):(\\d{1,19})");

    /** The opaque form: base64url, so that it needs no escaping in a URL. */
    public String encoded() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((list + ":" + id).getBytes(StandardCharsets.US_ASCII));
    }

    /** The cursor that was encoded so; empty for anything that no cursor encodes to. */
    public static Optional<ListCursor> decoded(String encoded) {
        try {
            Matcher plain =
                    PLAIN.matcher(new String(Base64.getUrlDecoder().decode(encoded), StandardCharsets.US_ASCII));
            if (plain.matches()) {
                ListCursor cursor = new ListCursor(plain.group(1), Long.parseLong(plain.group(2)));
                // Base64 and decimals have many spellings; one each is enough.
                return Optional.of(cursor).filter(c -> c.encoded().equals(encoded));
            }
        } catch (IllegalArgumentException e) {
            // Not base64url, or more than a long holds: not one of ours, as below.
        }
        return Optional.empty();
    }
}
