package dev.textusinbox.platform.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {
    private static final Instant NOW = Instant.parse("2026-03-01T10:15:30Z");

    @ParameterizedTest
    @CsvSource({
        "120, PT2M",
        "' 120 ', PT2M",
        "0, PT0S",
        "'Sun, 01 Mar 2026 10:16:30 GMT', PT1M",
        "'Sunday, 01-Mar-26 10:16:30 GMT', PT1M",
        "'Sun Mar  1 10:16:30 2026', PT1M",
        "'Tue Mar 10 10:15:30 2026', PT216H",
        "'sun, 1 mar 2026 10:16:30 gmt', PT1M",
        // Past, by a year of two digits too: 94 is not 2094.
        "'Sun, 06 Nov 1994 08:49:37 GMT', PT0S",
        "'Sunday, 06-Nov-94 08:49:37 GMT', PT0S",
        "'Sun Nov  6 08:49:37 1994', PT0S",
        "99999999999999999999, PT8760H",
        "'Fri, 31 Dec 9999 23:59:59 GMT', PT8760H",
    })
    void secondsAndAllThreeFormsOfADateAreRead(String value, Duration wait) {
        assertEquals(Optional.of(wait), RetryAfter.read(value, NOW));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-5", "1.5", "soon", "Sun, 01 Mar 2026", "2026-03-01T10:16:30Z", "５"})
    void whatIsNeitherIsNothing(String value) {
        assertEquals(Optional.empty(), RetryAfter.read(value, NOW));
    }
}
