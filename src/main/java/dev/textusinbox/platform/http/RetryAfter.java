package dev.textusinbox.platform.http;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Reads {@code Retry-After}: seconds, or one of the three forms of a date (RFC 9110, 10.2.3 and 5.6.7). Pure. */
public final class RetryAfter {
    private static final Duration MAX = Duration.ofDays(365);
    private static final int MAX_DIGITS = 8;
    /** A year of two digits that seems to be further ahead is one of the past. */
    private static final int YEARS_AHEAD = 50;

    /** Names of our own: a native binary has only the languages that it was built with. */
    private static final Map<Long, String> DAYS = numbered("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun");

    private static final Map<Long, String> LONG_DAYS =
            numbered("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday");
    private static final Map<Long, String> MONTHS =
            numbered("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec");

    private RetryAfter() {}

    /**
     * How long to wait from now; nothing where it is neither, zero for a time that has passed.
     *
     * @param value as it came, or null
     */
    public static Optional<Duration> read(String value, Instant now) {
        String text = value == null ? "" : value.strip();
        if (!text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Optional.of(text.length() > MAX_DIGITS ? MAX : capped(Duration.ofSeconds(Long.parseLong(text))));
        }
        for (DateTimeFormatter form : forms(now)) {
            try {
                LocalDateTime until = LocalDateTime.parse(text, form);
                return Optional.of(capped(Duration.between(now, until.toInstant(ZoneOffset.UTC))));
            } catch (DateTimeParseException e) {
                // It may be of the next form.
            }
        }
        return Optional.empty();
    }

    private static Duration capped(Duration wait) {
        if (wait.isNegative()) {
            return Duration.ZERO;
        }
        return wait.compareTo(MAX) > 0 ? MAX : wait;
    }

    /** What is sent today, RFC 850's, and that of C's asctime. */
    private static List<DateTimeFormatter> forms(Instant now) {
        int year = now.atOffset(ZoneOffset.UTC).getYear();
        return List.of(
                builder()
                        .optionalStart()
                        .appendText(ChronoField.DAY_OF_WEEK, DAYS)
                        .appendLiteral(", ")
                        .optionalEnd()
                        .appendPattern("d ")
                        .appendText(ChronoField.MONTH_OF_YEAR, MONTHS)
                        .appendPattern(" uuuu HH:mm:ss 'GMT'")
                        .toFormatter(Locale.ROOT),
                builder()
                        .appendText(ChronoField.DAY_OF_WEEK, LONG_DAYS)
                        .appendPattern(", dd-")
                        .appendText(ChronoField.MONTH_OF_YEAR, MONTHS)
                        .appendLiteral('-')
                        .appendValueReduced(ChronoField.YEAR, 2, 2, year + YEARS_AHEAD - 99)
                        .appendPattern(" HH:mm:ss 'GMT'")
                        .toFormatter(Locale.ROOT),
                builder()
                        .appendText(ChronoField.DAY_OF_WEEK, DAYS)
                        .appendLiteral(' ')
                        .appendText(ChronoField.MONTH_OF_YEAR, MONTHS)
                        .appendPattern(" ppd HH:mm:ss uuuu")
                        .toFormatter(Locale.ROOT));
    }

    private static DateTimeFormatterBuilder builder() {
        return new DateTimeFormatterBuilder().parseCaseInsensitive();
    }

    /** By their numbers from 1 on. */
    private static Map<Long, String> numbered(String... names) {
        return IntStream.range(0, names.length).boxed().collect(Collectors.toMap(i -> i + 1L, i -> names[i]));
    }
}
