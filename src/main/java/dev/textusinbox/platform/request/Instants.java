package dev.textusinbox.platform.request;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;

/** Times as the database keeps them: to the microsecond, in the years 1 to 9999 that RFC 3339 can show. */
public final class Instants {
    /** The earliest time that is kept. */
    public static final Instant OLDEST = Instant.parse("0001-01-01T00:00:00Z");

    /** The latest time that is kept. */
    public static final Instant NEWEST = Instant.parse("9999-12-31T23:59:59.999999Z");

    private static final long MICROS_PER_SECOND = 1_000_000;

    private Instants() {}

    /** The time in a column; null where there is none. */
    public static Instant of(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    /** Microseconds since 1970. {@code ChronoUnit.MICROS.between} counts nanoseconds, too many for a long from 2262 on. */
    public static long micros(Instant time) {
        return Math.addExact(Math.multiplyExact(time.getEpochSecond(), MICROS_PER_SECOND), time.getNano() / 1_000);
    }

    /** The time, or the nearest one that is kept. */
    public static Instant kept(Instant time) {
        if (time.isBefore(OLDEST)) {
            return OLDEST;
        }
        return time.isAfter(NEWEST) ? NEWEST : time;
    }

    /** The earlier of two times. */
    public static Instant earlier(Instant one, Instant other) {
        return one.isAfter(other) ? other : one;
    }
}
