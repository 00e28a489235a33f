package dev.textusinbox.platform.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PercentEncodingTest {
    @ParameterizedTest
    @CsvSource({
        "message.received, message.received",
        "100% plain, 100% plain",
        "contact.créé, contact.cr%C3%A9%C3%A9",
        "100% créé, 100%25 cr%C3%A9%C3%A9",
        "短信, %E7%9F%AD%E4%BF%A1",
        "' a b ', '%20a b%20'",
        "'', ''",
    })
    void aHeaderIsPrintableAscii(String value, String sent) {
        assertEquals(sent, PercentEncoding.header(value));
    }

    @RepeatedTest(200)
    void whatIsEncodedIsDecodedToWhatItWas() {
        long seed = new Random().nextLong();
        String value = new Random(seed)
                .ints(20, 0, 0x2_0000)
                .filter(c -> c < 0xD800 || c > 0xDFFF)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .append('\n')
                .toString();
        String sent = PercentEncoding.header(value);
        assertTrue(sent.chars().allMatch(c -> c >= ' ' && c <= '~'), () -> "seed " + seed);
        String decoded = URLDecoder.decode(sent.replace("+", "%2B"), StandardCharsets.UTF_8);
        assertEquals(value, decoded, () -> "seed " + seed);
        assertEquals(value, new String(PercentEncoding.decode(sent), StandardCharsets.UTF_8), () -> "seed " + seed);
    }
}
