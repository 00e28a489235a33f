package dev.textusinbox.alarm;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

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
}
