package dev.textusinbox.receive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.textusinbox.platform.http.Hmac;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretRingTest {
    private static final String CURRENT = "textus-HOTh4kXxHIbYst0xutpkdw";
    private static final String OLD = "textus-an-older-secret-of-ours";
    private final SecretRing ring = new SecretRing(List.of(CURRENT, OLD));

    @Test
    void whatWasSignedWithAnySecretOfTheRingVerifiesAndTellsWhich() {
        byte[] body = "{\"action\":\"x\"}".getBytes(UTF_8);
        assertEquals(0, ring.verifiedBy(sign(CURRENT, body), body));
        assertEquals(1, ring.verifiedBy(sign(OLD, body), body));
        assertEquals(-1, ring.verifiedBy(sign("textus-a-secret-of-others", body), body));
    }

    @Test
    void anyFlippedBitOrTruncationDoesNotVerify() {
        for (long seed = 1; seed <= 200; seed++) {
            Random random = new Random(seed);
            byte[] body = new byte[1 + random.nextInt(2000)];
            random.nextBytes(body);
            byte[] signature = sign(CURRENT, body);
            assertEquals(0, ring.verifiedBy(signature, body), "seed " + seed);
            assertEquals(-1, ring.verifiedBy(signature, flipped(body, random)), "seed " + seed);
            assertEquals(-1, ring.verifiedBy(flipped(signature, random), body), "seed " + seed);
            assertEquals(-1, ring.verifiedBy(signature, Arrays.copyOf(body, body.length - 1)), "seed " + seed);
            assertEquals(-1, ring.verifiedBy(Arrays.copyOf(signature, 31), body), "seed " + seed);
        }
    }

    @Test
    void hexIsReadInEitherCase() {
        byte[] signature = sign(CURRENT, new byte[] {1});
        assertArrayEquals(signature, SecretRing.parse(Hmac.hex(signature)));
        assertArrayEquals(signature, SecretRing.parse(Hmac.hex(signature).toUpperCase(Locale.ROOT)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "00", "sha256=00", "zz", " "})
    void whatIsNoSignatureIsNone(String header) {
        assertNull(SecretRing.parse(header));
        assertNull(SecretRing.parse("g" + "0".repeat(63)));
    }

    private static byte[] sign(String secret, byte[] body) {
        return Hmac.sha256(secret.getBytes(UTF_8), body);
    }

    private static byte[] flipped(byte[] bytes, Random random) {
        byte[] copy = bytes.clone();
        copy[random.nextInt(copy.length)] ^= (byte) (1 << random.nextInt(8));
        return copy;
    }
}
