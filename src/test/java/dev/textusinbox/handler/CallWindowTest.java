package dev.textusinbox.handler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CallWindowTest {
    @ParameterizedTest
    @CsvSource({
        // A Sunday in winter: Denver is seven hours behind UTC.
        "08:00-21:00 America/Denver, 2026-03-01T14:59:59Z, false",
        "08:00-21:00 America/Denver, 2026-03-01T15:00:00Z, true",
        "08:00-21:00 America/Denver, 2026-03-02T03:59:59Z, true",
        "08:00-21:00 America/Denver, 2026-03-02T04:00:00Z, false",
        "mon-fri 09:00-17:00 UTC, 2026-03-01T12:00:00Z, false",
        "mon-fri 09:00-17:00 UTC, 2026-03-02T12:00:00Z, true",
        "'MON,wed 09:00-17:00 UTC', 2026-03-03T12:00:00Z, false",
        "'MON,wed 09:00-17:00 UTC', 2026-03-04T12:00:00Z, true",
        "sat-mon 09:00-17:00 UTC, 2026-03-02T12:00:00Z, true",
        "sat-mon 09:00-17:00 UTC, 2026-03-03T12:00:00Z, false",
        "00:00-24:00 UTC, 2026-03-03T23:59:59.999Z, true",
        "sun 12:00-24:00 UTC, 2026-03-02T00:00:00Z, false",
        // Over midnight it belongs to the day on which it begins.
        "sat 22:00-06:00 UTC, 2026-02-28T22:00:00Z, true",
        "sat 22:00-06:00 UTC, 2026-03-01T05:59:59Z, true",
        "sat 22:00-06:00 UTC, 2026-03-01T06:00:00Z, false",
        "sat 22:00-06:00 UTC, 2026-03-01T22:00:00Z, false",
        // In Denver, 2026-03-08 has no 02:00 to 03:00; 2026-11-01 has 01:00 to 02:00 twice.
        "02:00-03:00 America/Denver, 2026-03-08T08:59:59Z, false",
        "02:00-03:00 America/Denver, 2026-03-08T09:00:00Z, false",
        "08:00-21:00 America/Denver, 2026-03-08T14:00:00Z, true",
        "08:00-21:00 America/Denver, 2026-03-08T13:59:59Z, false",
        "01:00-02:00 America/Denver, 2026-11-01T07:30:00Z, true",
        "01:00-02:00 America/Denver, 2026-11-01T08:30:00Z, true",
        "01:00-02:00 America/Denver, 2026-11-01T09:00:00Z, false",
        "08:00-21:00 America/Denver, 2026-11-01T14:59:59Z, false",
        "08:00-21:00 America/Denver, 2026-11-01T15:00:00Z, true",
    })
    void isOpenByTheClockOnTheWall(String window, Instant at, boolean open) {
        assertEquals(open, CallWindow.of(window).isOpen(at));
    }

    @Test
    void aDayHasAsManyHoursOfItAsItsClockShows() {
        CallWindow night = CallWindow.of("00:00-06:00 America/Denver");
        assertEquals(5, hours(night, Instant.parse("2026-03-08T07:00:00Z")));
        assertEquals(7, hours(night, Instant.parse("2026-11-01T06:00:00Z")));
        assertEquals(6, hours(night, Instant.parse("2026-07-01T06:00:00Z")));
    }

    private static long hours(CallWindow window, Instant midnight) {
        long open = 0;
        for (int minute = 0; minute < 12 * 60; minute++) {
            open += window.isOpen(midnight.plus(Duration.ofMinutes(minute))) ? 1 : 0;
        }
        return open / 60;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "08:00-21:00",
                "8:00-21:00 UTC",
                "08:00-08:00 UTC",
                "08:00-25:00 UTC",
                "24:00-08:00 UTC",
                "08:00-21:00 Mars/Olympus",
                "may 08:00-21:00 UTC",
                "mon-tue-wed 08:00-21:00 UTC",
                "mon- 08:00-21:00 UTC",
                "08:00-21:00 UTC mon",
            })
    void whatIsNoneIsRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> CallWindow.of(text));
    }
}
