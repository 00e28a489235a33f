package dev.textusinbox.alarm;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One kind of alarm: a bean of this type is all that a new kind needs.
 *
 * <p>It is asked every few seconds, so it reads what is cheap to read at any size, and from the database only: whichever
 * instance is asked, the answer must be the same.
 */
public interface AlarmSource {
    /** As it stands in {@code /admin/alarms} and in the metric. */
    String kind();

    /** All that is wrong now, at most one finding for a source; what is no longer among it ends. */
    List<Finding> look(Connection connection) throws SQLException;

    /**
     * Something that is wrong.
     *
     * @param source whose; null: it is about no single one
     * @param since null: since now
     * @param detail for people: what it is, and what helps; no secret, no body
     */
    record Finding(String source, Instant since, String detail) {}

    /** One of those that a finding is about together: in a word or two, and since when. */
    record Concerned(String text, Instant since) {}

    /**
     * One finding for all of them, since the first of them was; none where there are none.
     *
     * @param detail has a {@code %s} for their texts
     */
    static List<Finding> together(List<Concerned> concerned, String detail) {
        String texts = concerned.stream().map(Concerned::text).collect(Collectors.joining(", "));
        return concerned.stream()
                .map(Concerned::since)
                .min(Comparator.naturalOrder())
                .map(since -> List.of(new Finding(null, since, detail.formatted(texts))))
                .orElse(List.of());
    }
}
