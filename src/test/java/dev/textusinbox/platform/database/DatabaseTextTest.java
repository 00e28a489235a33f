package dev.textusinbox.platform.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseTextTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "plain", "+1•••••0142", "kÄ", "🐶", "\uffff\ufffe", "a\nb"})
    void whatCanBeStoredStaysTheSame(String text) {
        assertSame(text, DatabaseText.of(text));
    }

    @Test
    void aNulAndHalfACharacterAreReplaced() {
        assertEquals("\uFFFDa\uFFFDb\uFFFD🐶\uFFFD\uFFFD", DatabaseText.of("\0a\ud83db\udc36🐶\udc36\ud83d"));
        assertNull(DatabaseText.of(null));
    }
}
