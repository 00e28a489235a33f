package dev.textusinbox.platform.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HmacTest {

    @Test
    void agreesWithTheVectorsOfRfc4231() {
        assertEquals(
                "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
                Hmac.hex(Hmac.sha256(bytes("Jefe"), bytes("what do ya want for nothing?"))));
        assertEquals(
                "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7",
                Hmac.hex(Hmac.sha256(filled(20, 0x0b), bytes("Hi There"))));
    }

    @Test
    void anEarlierKeyLeavesNoTrace() {
        byte[] once = Hmac.sha256(bytes("one key"), bytes("message"));
        byte[] unused = Hmac.sha256(bytes("another key, longer than the first"), bytes("message"));
        assertEquals(32, unused.length);
        assertArrayEquals(once, Hmac.sha256(bytes("one key"), bytes("message")));
    }

    @Test
    void threadsDoNotDisturbEachOther() {
        byte[] message = bytes("message");
        IntStream.range(0, 2_000).parallel().forEach(i -> {
            byte[] key = bytes("key " + i % 7);
            assertArrayEquals(Hmac.sha256(key, message), Hmac.sha256(key, message));
        });
    }

    @Test
    void anEmptyKeyIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> Hmac.sha256(new byte[0], bytes("message")));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private static byte[] filled(int length, int value) {
        var bytes = new byte[length];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }
}
