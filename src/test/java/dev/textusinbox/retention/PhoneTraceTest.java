package dev.textusinbox.retention;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PhoneTraceTest {
    private final PhoneTrace trace = new PhoneTrace("+13035550142");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+13035550142",
                "13035550142",
                "3035550142",
                "(303) 555-0142",
                "303.555.0142",
                "+1 (303) 555-0142",
                "1-303-555-0142",
                "0013035550142",
                "011 1 303 555 0142",
                "tel:+1-303-555-0142;ext=2",
                "{\"phone\":3035550142}",
                "{\"phone\":\"\\u002b1303555014\\u0032\"}",
                "{\"phone\":\"\\u0033\\u0030\\u0033\\u0035\\u0035\\u0035\\u0030\\u0031\\u0034\\u0032",
                "phone=%2B13035550142&x=1",
                "phone=%28303%29+555-0142",
                "303\u00a0555\u20110142"
            })
    void itIsFoundInEveryNotation(String text) {
        assertTrue(trace.isIn(text.getBytes(StandardCharsets.UTF_8)));
        assertTrue(trace.isIn(("before " + text + " behind").getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"})
    void itIsFoundInEveryEncodingOfJson(String charset) {
        assertTrue(trace.isIn("{\"phone\":\"+1 303-555-0142\"}".getBytes(Charset.forName(charset))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "+13035550143",
                "5550142",
                "93035550142",
                "30355501420",
                "2023-03-03T05:55:01.42Z",
                "303 apples, 555 pears, 0142",
                "id 130355501427"
            })
    void anotherNumberIsNot(String text) {
        assertFalse(trace.isIn(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void aTextLosesItAndNothingElse() {
        assertEquals(
                "[erased] asked (again from [erased]), not +13035550143",
                trace.removedFrom("+13035550142 asked (again from 303-555-0142), not +13035550143"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"+4930123456", "030 123456", "+49 (0)30 123456", "0049 30 123456", "(030) 12 34 56"})
    void atrunkPrefixMakesNoDifference(String text) {
        assertTrue(new PhoneTrace("+4930123456").isIn(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void fewDigitsTellLittleWithoutTheirCountry() {
        PhoneTrace shortOne = new PhoneTrace("+29012345");
        assertTrue(shortOne.isIn("+290 12345".getBytes(StandardCharsets.UTF_8)));
        assertFalse(shortOne.isIn("order 12345".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void aSendersNameIsFoundAsAValueByItselfAndAsAWordInWhatPeopleWrote() {
        PhoneTrace acme = new PhoneTrace("AT&T");
        assertTrue(acme.isIn("{\"phoneNumber\":\" AT&T \"".getBytes(StandardCharsets.UTF_8)));
        assertTrue(acme.isIn("{\"phoneNumber\":\"AT\\u0026T\"".getBytes(StandardCharsets.UTF_8)));
        assertFalse(acme.isIn("{\"body\":\"from AT&T\"}".getBytes(StandardCharsets.UTF_8)));
        assertEquals("[erased] asked, not AT&Tx", acme.removedFrom("AT&T asked, not AT&Tx"));
        assertEquals("(?<![0-9A-Za-z_])AT\\&T(?![0-9A-Za-z_])", acme.regex());
    }

    @Test
    void aCountryThatDoesNotExistIsDigitsAlone() {
        PhoneTrace odd = new PhoneTrace("+99912345678");
        assertTrue(odd.isIn("+999 1234-5678".getBytes(StandardCharsets.UTF_8)));
        assertTrue(odd.isIn("99912345678".getBytes(StandardCharsets.UTF_8)));
    }
}
