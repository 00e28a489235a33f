package dev.textusinbox.history.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.textusinbox.history.event.PageCursor.SortOrder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageCursorTest {

    @Test
    void everyCursorReadsBack() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 1000; i++) {
            SortOrder order = random.nextBoolean() ? SortOrder.ASC : SortOrder.DESC;
            var cursor = new PageCursor(order, random.nextLong() >>> (1 + random.nextInt(63)));
            assertEquals(Optional.of(cursor), PageCursor.decoded(cursor.encoded()), "seed " + seed);
        }
    }

    @Test
    void noOtherTextIsACursor() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 1000; i++) {
            String text = mutated(new PageCursor(SortOrder.ASC, random.nextInt(1_000_000)).encoded(), random);
            // It may have become another cursor; then it must be that one's only spelling.
            PageCursor.decoded(text).ifPresent(read -> assertEquals(text, read.encoded(), "seed " + seed));
        }
    }

    @Test
    void needsNoEscapingInAUrl() {
        assertTrue(new PageCursor(SortOrder.DESC, Long.MAX_VALUE).encoded().matches("[A-Za-z0-9_-]+"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"asc:", "asc:-1", "asc:+1", "asc:01", "asc:9223372036854775808", "ASC:1", "up:1", "1", "asc:1 "})
    void refusesWhatIsNearlyOne(String plain) {
        String encoded =
                Base64.getUrlEncoder().withoutPadding().encodeToString(plain.getBytes(StandardCharsets.US_ASCII));
        assertEquals(Optional.empty(), PageCursor.decoded(encoded));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "17", "asc:17", "YXNjOjE=", "YXNjOjF", "****", "YXNjOjE\n"})
    void refusesWhatIsNotEncodedSo(String text) {
        assertTrue(PageCursor.decoded(text).isEmpty()
                || PageCursor.decoded(text).get().encoded().equals(text));
    }

    private static String mutated(String text, Random random) {
        char[] chars = text.toCharArray();
        chars[random.nextInt(chars.length)] = (char) (' ' + random.nextInt(95));
        return new String(chars);
    }
}
