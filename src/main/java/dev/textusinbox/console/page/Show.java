package dev.textusinbox.console.page;

import io.quarkus.qute.TemplateExtension;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** How values are written on a page. */
@TemplateExtension
public final class Show {
    private static final DateTimeFormatter UTC = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private static final int EXCERPT = 200;

    private Show() {}

    /** For people. */
    static String shown(Instant time) {
        return UTC.format(time);
    }

    /** For the script that turns it to the browser's zone. */
    static String iso(Instant time) {
        return time.truncatedTo(ChronoUnit.MILLIS).toString();
    }

    /** {@code 12,345}. */
    public static String grouped(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** {@code 12,345}. */
    public static String grouped(int number) {
        return grouped((long) number);
    }

    /** How much of it is done, from 0 to 100; of nothing, all is. */
    public static long percent(long done, long of) {
        return of == 0 ? 100 : Math.min(100, 100 * done / of);
    }

    /** {@code 1 plural: "event", "events"}. */
    public static String of(long number, String one, String more) {
        return grouped(number) + ' ' + (number == 1 ? one : more);
    }

    /** {@code 2 h 5 min}, from seconds. */
    public static String span(double seconds) {
        Duration time = Duration.ofMillis(Math.round(seconds * 1000));
        if (time.compareTo(Duration.ofSeconds(1)) < 0) {
            return time.isZero() ? "0 s" : "under 1 s";
        }
        if (time.toMinutes() < 1) {
            return time.toSeconds() + " s";
        }
        if (time.toHours() < 1) {
            return two(time.toMinutes(), "min", time.toSecondsPart(), "s");
        }
        return time.toDays() < 1
                ? two(time.toHours(), "h", time.toMinutesPart(), "min")
                : two(time.toDays(), "d", time.toHoursPart(), "h");
    }

    private static String two(long more, String unit, long less, String smaller) {
        return more + " " + unit + (less == 0 ? "" : " " + less + ' ' + smaller);
    }

    /** {@code 2 h 5 min}, from seconds. */
    public static String span(Long seconds) {
        return span(seconds.doubleValue());
    }

    /** The beginning of a long text. */
    static String excerpt(String text) {
        return cut(text, EXCERPT);
    }

    /** At most so many characters, never half of one. */
    public static String cut(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
        return text.substring(0, end) + "…";
    }

    /** As a part of an address. */
    public static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
