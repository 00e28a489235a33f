package dev.textusinbox.history;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a page ended: callers hand it back as they got it.
 *
 * @param order the order it was made in; it means nothing in the other
 * @param id everything up to this event, in that order, has been given
 */
record PageCursor(Order order, long id) {
    private static final Pattern PLAIN = Pattern.compile("(asc|desc):(\\d{1,19})");

    /** The order of a list, by event id. */
    enum Order {
        ASC,
        DESC
    }

    /** The opaque form: base64url, so that it needs no escaping in a URL. */
    String encoded() {
        String plain = order.name().toLowerCase(Locale.ROOT) + ":" + id;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(plain.getBytes(StandardCharsets.US_ASCII));
    }

    /** The cursor that was encoded so; empty for anything that no cursor encodes to. */
    static Optional<PageCursor> decoded(String encoded) {
        try {
            Matcher plain =
                    PLAIN.matcher(new String(Base64.getUrlDecoder().decode(encoded), StandardCharsets.US_ASCII));
            if (plain.matches()) {
                Order order = Order.valueOf(plain.group(1).toUpperCase(Locale.ROOT));
                PageCursor cursor = new PageCursor(order, Long.parseLong(plain.group(2)));
                // Base64 and decimals have many spellings; one each is enough.
                return Optional.of(cursor).filter(c -> c.encoded().equals(encoded));
            }
        } catch (IllegalArgumentException e) {
            // Not base64url, or more than a long holds: not one of ours, as below.
        }
        return Optional.empty();
    }
}
