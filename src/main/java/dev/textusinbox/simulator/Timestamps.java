package dev.textusinbox.simulator;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** The three forms in which the provider's times have been seen. */
final class Timestamps {
    private static final List<DateTimeFormatter> FORMS = List.of(
            form("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", ZoneOffset.UTC),
            form("uuuu-MM-dd'T'HH:mm:ss.SSSSSSxxx", ZoneOffset.ofHours(-5)),
            form("uuuu-MM-dd'T'HH:mm:ss.SSSSSSxxx", ZoneOffset.UTC));

    private Timestamps() {}

    static String anyForm(Instant at, Random random) {
        return FORMS.get(random.nextInt(FORMS.size())).format(at);
    }

    private static DateTimeFormatter form(String pattern, ZoneId zone) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(zone);
    }
}
