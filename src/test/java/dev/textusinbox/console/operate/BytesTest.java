package dev.textusinbox.console.operate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class BytesTest {
    @Test
    void textIsShownAsTextWithWhatCanNotBeSeenSpeltOut() {
        assertEquals("a\\u202eb\\u0000\n", Bytes.shown("a\u202eb\0\n".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void whatIsNoTextIsShownInHex() {
        String shown = Bytes.shown(new byte[] {(byte) 0xff, 'A', 0});
        assertTrue(shown.startsWith("000000  ff 41 00 "), shown);
        assertTrue(shown.contains(".A."), shown);
    }

    @Test
    void whatIsLongIsCutAndNeverWithinACharacter() {
        String shown = Bytes.shown("🎉".repeat(Bytes.MAX).getBytes(StandardCharsets.UTF_8));
        assertTrue(shown.length() <= Bytes.MAX + 1);
        assertEquals('…', shown.charAt(shown.length() - 1));
        assertTrue(Character.isLowSurrogate(shown.charAt(shown.length() - 2)), "a whole character before it");
    }
}
