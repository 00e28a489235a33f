package dev.textusinbox.log;

import dev.textusinbox.platform.request.Instants;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the time that a provider gives an event. */
final class ProviderTime {
    /** A space for the T, a leap second, any number of digits behind the point, an offset without its colon. */
    private static final Pattern LENIENT = Pattern.compile(
            "(\\d{4}-\\d\\d-\\d\\d)[Tt ](\\d\\d:\\d\\d:)(\\d\\d)(?:\\.(\\d{1,60}))?\\s?([Zz]|[+-]\\d\\d)(?::?(\\d\\d))?");

    private static final int MAX_LENGTH = 100;

    private ProviderTime() {}

    /**
     * The instant, to the microsecond, since the database keeps no more and an identity must not hang on what it drops;
     * null where no time with an offset can be read. One that its offset carries out of the years 1 to 9999 is moved to
     * their end.
     */
    static Instant of(String text) {
        if (text == null || text.length() > MAX_LENGTH) {
            return null;
        }
        try {
            return kept(text);
        } catch (DateTimeException e) {
            return lenient(text);
        }
    }

    private static Instant kept(String text) {
        OffsetDateTime time = OffsetDateTime.parse(text);
        if (time.getYear() < 0 || time.getYear() > 9999) {
            return null;
        }
        return Instants.kept(time.toInstant().truncatedTo(ChronoUnit.MICROS));
    }

    private static Instant lenient(String text) {
        Matcher time = LENIENT.matcher(text);
        if (!time.matches()) {
            return null;
        }
        boolean leap = time.group(3).equals("60");
        String fraction = time.group(4) == null ? "0" : time.group(4);
        String offset = time.group(5).length() == 1
                ? "Z"
                : time.group(5) + ':' + (time.group(6) == null ? "00" : time.group(6));
        try {
            // A leap second is its minute's last microsecond.
            return kept(time.group(1)
                    + 'T'
                    + time.group(2)
                    + (leap ? "59" : time.group(3))
                    + '.'
                    + (leap ? "999999" : fraction.substring(0, Math.min(9, fraction.length())))
                    + offset);
        } catch (DateTimeException e) {
            return null;
        }
    }
}
