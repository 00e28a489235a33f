package dev.textusinbox.platform.phone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhonesTest {

    private final Phones phones = new Phones("US");

    @ParameterizedTest
    @CsvSource({
        "+12025550142, +12025550142",
        "(202) 555-0142, +12025550142",
        "202.555.0142, +12025550142",
        "1 202 555 0142, +12025550142",
        "tel:+1-202-555-0142, +12025550142",
        "+49 30 901820, +4930901820",
        "011 49 30 901820, +4930901820",
    })
    void anyUsualNotationBecomesE164(String written, String e164) {
        assertEquals(Optional.of(e164), phones.e164(written));
    }

    @Test
    void aPhoneWithoutCountryIsReadInTheRegion() {
        assertEquals(Optional.of("+4930901820"), new Phones("DE").e164("030 901820"));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "   ", "hello", "+", "12", "+1202555014", "+120255501423", "+0123456789", "6Nvq9L"})
    void whatIsNoPhoneGivesNothing(String written) {
        assertEquals(Optional.empty(), phones.e164(written));
    }

    @Test
    void anEndlessInputIsNotParsed() {
        assertEquals(Optional.empty(), phones.e164("2".repeat(10_000)));
    }

    @Test
    void aWrongRegionStopsTheStartAndNamesTheSetting() {
        var refused = assertThrows(ConfigurationException.class, () -> new Phones("USA"));
        assertEquals("inbox.default-region: must be a two-letter region such as US", refused.getMessage());
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "null",
            value = {
                "+12025550142, +1•••••0142",
                "+4930901820, +•••••1820",
                "12345, •••••",
                "null, none",
            })
    void aLogSeesTheLastFourDigitsAtMost(String phone, String masked) {
        assertEquals(masked, Phones.mask(phone));
    }
}
