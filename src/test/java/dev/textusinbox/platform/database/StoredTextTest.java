package dev.textusinbox.platform.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoredTextTest {
    private static final String LONG = "x".repeat(8_000);

    @ParameterizedTest
    @ValueSource(strings = {"d1", "/integrations/h13Jc5/deliveries/d01", "🐶", " ", "~sha256:", "a~sha256:0"})
    void nearlyEveryTextIsItsOwn(String text) {
        assertEquals(text, StoredText.of(text));
    }

    @Test
    void whatPeopleReadHasNothingThatTheDatabaseRefuses() {
        String readable = StoredText.readable("a\0b\ud800c🐶");
        assertEquals("a b\ufffdc🐶", readable);
        assertTrue(StoredText.isStorable(readable));
    }

    @Test
    void noTextIsNone() {
        assertNull(StoredText.of(null));
        assertNull(StoredText.of(""));
    }

    @Test
    void aLongOneIsToldFromAnyOtherByItsEnd() {
        assertNotEquals(StoredText.of(LONG), StoredText.of(LONG + "x"));
        assertNotEquals(StoredText.of(LONG + "x"), StoredText.of(LONG + "y"));
        assertEquals(StoredText.of(LONG), StoredText.of("x".repeat(8_000)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\0b", "\ud800", "\udc00\ud800", "a\ud83d"})
    void whatTheDatabaseRefusesIsStorableInItsShortForm(String text) {
        String stored = StoredText.of(text);
        assertTrue(StoredText.isStorable(stored), stored);
        assertTrue(StoredText.isShortened(stored));
        assertNotEquals(stored, StoredText.of(stored), "sent by somebody, the short form is another text");
        assertEquals(stored, StoredText.sought(stored), "and looked for it is itself");
    }

    @Test
    void anIndexEntryHoldsTheLongest() {
        int bytes = StoredText.of("\u20ac".repeat(9_000)).getBytes(StandardCharsets.UTF_8).length;
        assertTrue(bytes < 2_000, bytes + " bytes");
        assertEquals(1_536, "\u20ac".repeat(StoredText.MAX_LENGTH).getBytes(StandardCharsets.UTF_8).length);
    }
}
