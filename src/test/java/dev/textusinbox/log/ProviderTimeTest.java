package dev.textusinbox.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.textusinbox.platform.request.Instants;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProviderTimeTest {
    @ParameterizedTest
    @CsvSource({
        "0001-01-01T00:00:00Z, 0001-01-01T00:00:00Z",
        "9999-12-31T23:59:59Z, 9999-12-31T23:59:59Z",
        "9999-12-31T23:59:59.9999999Z, 9999-12-31T23:59:59.999999Z",
        "0001-01-01T00:00:00+01:00, 0001-01-01T00:00:00Z",
        "9999-12-31T23:59:59-05:00, 9999-12-31T23:59:59.999999Z",
        "0000-01-01T00:00:00Z, 0001-01-01T00:00:00Z",
        "2016-12-31T23:59:60Z, 2016-12-31T23:59:59.999999Z",
        "2026-03-01T10:15:30.123456789012Z, 2026-03-01T10:15:30.123456Z",
        "2026-03-01 10:15:30+0000, 2026-03-01T10:15:30Z",
        "2026-03-01t05:15:30.5-05, 2026-03-01T10:15:30.500Z",
    })
    void everyTimeThatIsOneIsKept(String text, Instant kept) {
        assertEquals(kept, ProviderTime.of(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"yesterday", "", "2026-13-45T99:99:99Z", "0000-00-00T00:00:00Z", "+10000-01-01T00:00:00Z", "NaN"
            })
    void whatIsNoTimeIsNone(String text) {
        assertNull(ProviderTime.of(text));
        assertNull(ProviderTime.of(null));
    }

    @Test
    void microsecondsAreCountedInAllYearsAsTheyAreInOurs() {
        Random random = new Random(1);
        for (int i = 0; i < 10_000; i++) {
            Instant near = Instant.ofEpochSecond(
                    random.nextLong(-9_000_000_000L, 9_000_000_000L), random.nextInt(999_999_999));
            assertEquals(
                    ChronoUnit.MICROS.between(Instant.EPOCH, near.truncatedTo(ChronoUnit.MICROS)),
                    Instants.micros(near));
        }
        assertEquals(-62_135_596_800_000_000L, Instants.micros(Instants.OLDEST));
        assertEquals(253_402_300_799_999_999L, Instants.micros(Instants.NEWEST));
    }
}
