package dev.textusinbox.handler;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When a handler may be called, by the clock on the wall of a time zone: {@code 08:00-21:00 America/Denver}, {@code mon-fri
 * 09:00-17:00 UTC}, {@code sat,sun 22:00-06:00 Europe/Berlin}. A time that ends on the next day belongs to the day on which it
 * begins. An hour that a change of the clock leaves out is no part of it, and one that comes twice is twice.
 */
public final class CallWindow {
    /** What an operator is told of one that can't be read. */
    public static final String RULE =
            "must be a time of the day and its zone, with days or without: 08:00-21:00 America/Denver, mon-fri 09:00-17:00 UTC";

    private static final Pattern FORM = Pattern.compile(
            "(?:(?<days>[a-z]{3}(?:[-,][a-z]{3})*)\\s+)?(?<from>\\d{2}:\\d{2})-(?<to>\\d{2}:\\d{2})\\s+(?<zone>\\S+)",
            Pattern.CASE_INSENSITIVE);

    private static final List<String> DAYS = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");
    private static final String MIDNIGHT = "24:00";

    private final String text;
    private final Set<DayOfWeek> days;
    private final LocalTime from;
    /** Null: until midnight. */
    private final LocalTime to;

    private final ZoneId zone;

    private CallWindow(String text, Set<DayOfWeek> days, LocalTime from, LocalTime to, ZoneId zone) {
        this.text = text;
        this.days = days;
        this.from = from;
        this.to = to;
        this.zone = zone;
    }

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException if it is none, or never opens
     */
    public static CallWindow of(String text) {
        Matcher form = FORM.matcher(text.strip());
        if (!form.matches()) {
            throw new IllegalArgumentException(RULE);
        }
        try {
            LocalTime from = LocalTime.parse(form.group("from"));
            LocalTime to = form.group("to").equals(MIDNIGHT) ? null : LocalTime.parse(form.group("to"));
            if (from.equals(to)) {
                throw new IllegalArgumentException(RULE);
            }
            return new CallWindow(text.strip(), days(form.group("days")), from, to, ZoneId.of(form.group("zone")));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(RULE, e);
        }
    }

    private static Set<DayOfWeek> days(String text) {
        if (text == null) {
            return EnumSet.allOf(DayOfWeek.class);
        }
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        for (String part : text.toLowerCase(Locale.ROOT).split(",", -1)) {
            String[] ends = part.split("-", -1);
            if (ends.length > 2) {
                throw new IllegalArgumentException(RULE);
            }
            DayOfWeek last = day(ends[ends.length - 1]);
            DayOfWeek day = day(ends[0]);
            days.add(day);
            while (day != last) {
                day = day.plus(1);
                days.add(day);
            }
        }
        return days;
    }

    private static DayOfWeek day(String name) {
        int index = DAYS.indexOf(name);
        if (index < 0) {
            throw new IllegalArgumentException(RULE);
        }
        return DayOfWeek.of(index + 1);
    }

    /** Whether a call may begin then. */
    public boolean isOpen(Instant at) {
        ZonedDateTime there = at.atZone(zone);
        LocalTime time = there.toLocalTime();
        boolean begun = days.contains(there.getDayOfWeek()) && !time.isBefore(from);
        if (to == null) {
            return begun;
        }
        if (from.isBefore(to)) {
            return begun && time.isBefore(to);
        }
        return begun || (days.contains(there.getDayOfWeek().minus(1)) && time.isBefore(to));
    }

    /** As it was set. */
    @Override
    public String toString() {
        return text;
    }
}
