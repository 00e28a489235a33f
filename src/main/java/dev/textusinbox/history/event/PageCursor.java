package dev.textusinbox.history.event;

import dev.textusinbox.platform.request.ListCursor;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Where a page of events ended.
 *
 * @param order the order it was made in; it means nothing in the other
 * @param id everything up to this event, in that order, has been given
 */
public record PageCursor(SortOrder order, long id) {

    /** The order of a list, by event id. */
    public enum SortOrder {
        ASC,
        DESC;

        /** Each order is a list of its own, so that a cursor is not followed in the other direction. */
        private String list() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The opaque form. */
    public String encoded() {
        return new ListCursor(order.list(), id).encoded();
    }

    /** The cursor that was encoded so; empty for anything that no cursor encodes to. */
    static Optional<PageCursor> decoded(String encoded) {
        return ListCursor.decoded(encoded)
                .flatMap(cursor -> Arrays.stream(SortOrder.values())
                        .filter(order -> order.list().equals(cursor.list()))
                        .findFirst()
                        .map(order -> new PageCursor(order, cursor.id())));
    }
}
