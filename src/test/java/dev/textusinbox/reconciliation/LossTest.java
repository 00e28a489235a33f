package dev.textusinbox.reconciliation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LossTest {
    private static final Instant SINCE = Instant.parse("2026-03-01T00:00:00Z");

    @ParameterizedTest
    @ValueSource(strings = {"PT10S", "PT5H", "PT6H"})
    void whatWasTriedAgainForCertainIsNoLoss(Duration refused) {
        assertEquals(Optional.empty(), Loss.of(SINCE, SINCE.plus(refused)));
    }

    @ParameterizedTest
    @CsvSource({"PT6H1S, PT1S", "PT10H, PT4H", "PT12H, PT6H"})
    void whatMayHaveHadItsLastTryIsOne(Duration refused, Duration lost) {
        Loss loss = Loss.of(SINCE, SINCE.plus(refused)).orElseThrow();
        assertEquals(SINCE, loss.from());
        assertEquals(SINCE.plus(lost), loss.to());
        assertNull(loss.givenUpTo());
    }

    @Test
    void whatWasRefusedForTwelveHoursIsGivenUp() {
        Loss loss = Loss.of(SINCE, SINCE.plus(Duration.ofHours(15))).orElseThrow();
        assertEquals(SINCE.plus(Duration.ofHours(9)), loss.to());
        assertEquals(SINCE.plus(Duration.ofHours(3)), loss.givenUpTo());
    }
}
