package dev.textusinbox.platform.request;

import dev.textusinbox.platform.problem.ProblemException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A request's query parameters, read strictly: what is unknown, repeated, empty or unreadable is a 400 that names the
 * parameter. A misspelt filter that is silently ignored would give everything.
 */
public final class QueryParameters {
    /** The offset's {@code +} is a space to whoever decodes a query string. */
    private static final Pattern SPACE_BEFORE_OFFSET = Pattern.compile(" (?=\\d\\d:\\d\\d$)");

    private static final Pattern WHOLE_NUMBER = Pattern.compile("0|[1-9]\\d{0,8}");

    private final Map<String, List<String>> values;

    private QueryParameters(Map<String, List<String>> values) {
        this.values = values;
    }

    /** Takes the decoded parameters, of which only the known ones may be there. */
    public static QueryParameters of(Map<String, List<String>> values, Set<String> known) {
        values.forEach((name, given) -> {
            if (!known.contains(name)) {
                throw ProblemException.badParameter(name, "There is no such parameter.");
            }
            // No text of the database can hold a NUL, so asking for one is an error there.
            if (given.stream().anyMatch(value -> value.isBlank() || value.indexOf('\0') >= 0)) {
                throw ProblemException.badParameter(name, "It has no usable value.");
            }
        });
        return new QueryParameters(values);
    }

    /** All values of a repeatable parameter. */
    public List<String> texts(String name) {
        return values.getOrDefault(name, List.of());
    }

    /** The value, or null. */
    public String text(String name) {
        List<String> given = texts(name);
        if (given.size() > 1) {
            throw ProblemException.badParameter(name, "It may be given once only.");
        }
        return given.isEmpty() ? null : given.get(0);
    }

    /** The id, given alone or with its path; or null. */
    public String id(String name) {
        String given = text(name);
        if (given == null) {
            return null;
        }
        return ProviderIds.sought(given)
                .orElseThrow(() -> ProblemException.badParameter(name, "It must be an id, with or without its path."));
    }

    /** The whole number in the range, or what is preset. */
    public int number(String name, int least, int most, int preset) {
        String given = text(name);
        if (given == null) {
            return preset;
        }
        // At most nine digits: parsing can't overflow.
        int number = WHOLE_NUMBER.matcher(given).matches() ? Integer.parseInt(given) : -1;
        if (number < least || number > most) {
            throw ProblemException.badParameter(name, "It must be a number from %d to %d.".formatted(least, most));
        }
        return number;
    }

    /** What the value stands for, or what is preset. */
    public <T> T choice(String name, Map<String, T> choices, T preset) {
        String given = text(name);
        if (given == null) {
            return preset;
        }
        T chosen = choices.get(given);
        if (chosen == null) {
            throw ProblemException.badParameter(
                    name, "It must be one of: " + String.join(", ", choices.keySet()) + ".");
        }
        return chosen;
    }

    /** The instant, or null; rounded up to the microseconds that the log keeps, which is exact for both its bounds. */
    public Instant time(String name) {
        String given = text(name);
        if (given == null) {
            return null;
        }
        try {
            Instant instant = OffsetDateTime.parse(
                            SPACE_BEFORE_OFFSET.matcher(given).replaceFirst("+"))
                    .toInstant();
            Instant floor = instant.truncatedTo(ChronoUnit.MICROS);
            if (Instants.kept(floor).equals(floor)) {
                return floor.equals(instant) ? instant : floor.plus(1, ChronoUnit.MICROS);
            }
        } catch (DateTimeException e) {
            // Told below, as for a time out of range.
        }
        throw ProblemException.badParameter(name, "It must be an RFC 3339 time such as 2026-03-01T10:15:30Z.");
    }
}
