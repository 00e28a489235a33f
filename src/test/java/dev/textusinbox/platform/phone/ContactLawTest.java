package dev.textusinbox.platform.phone;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import dev.textusinbox.platform.database.StoredText;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every usual notation of one phone is one contact, which is itself when it is read again; what is no phone is as it came. */
class ContactLawTest {
    private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();
    private final Phones phones = new Phones("US");

    @Test
    void everyNotationOfAPhoneIsOneContactInEveryCountry() {
        for (String region : NUMBERS.getSupportedRegions()) {
            Phones there = new Phones(region);
            for (PhoneNumberType type : List.of(PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE)) {
                PhoneNumber number = NUMBERS.getExampleNumberForType(region, type);
                if (number == null || Long.toString(number.getNationalNumber()).length() < 5) {
                    continue;
                }
                String e164 = NUMBERS.format(number, PhoneNumberFormat.E164);
                for (PhoneNumberFormat form : PhoneNumberFormat.values()) {
                    String written = NUMBERS.format(number, form);
                    boolean national = form == PhoneNumberFormat.NATIONAL;
                    // A fixed line of six digits or fewer, written without its country, could be a short code.
                    if (!national || written.chars().filter(Character::isDigit).count() > 6) {
                        assertEquals(Optional.of(e164), (national ? there : phones).contact(written), written);
                    }
                }
            }
        }
    }

    @Test
    void aContactReadAgainIsItself() {
        Random random = new Random(17);
        for (int i = 0; i < 20_000; i++) {
            String text = "+" + (1 + random.nextInt(9)) + "%014d".formatted(random.nextLong(100_000_000_000_000L));
            String given = text.substring(0, 9 + random.nextInt(8));
            phones.contact(given)
                    .ifPresent(contact -> assertEquals(Optional.of(contact), phones.contact(contact), given));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "+5215512345678, +5215512345678",
        "+52 1 55 1234 5678, +5215512345678",
        "+52 55 1234-5678, +525512345678",
        "+54 9 11 2345-6789, +5491123456789",
        "+54 11 15 2345 6789, +5491123456789",
        "+55 (11) 91234-5678, +5511912345678",
        "+44 (0)20 7946 0018, +442079460018",
        "+4402079460018, +442079460018",
        "+999 123 456-789, +999123456789",
        "+999123456789, +999123456789",
        "tel:+1-303-555-0142;ext=2, +13035550142",
        "303-555-0142 ext. 12, +13035550142",
        "303 555 0142x12, +13035550142",
        "٣٠٣٥٥٥٠١٤٢, +13035550142",
    })
    void notationsOfOnePhoneAreOneContact(String written, String contact) {
        assertEquals(Optional.of(contact), phones.contact(written));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"43105", "ACME", "MyBank3035550142", "1-800-FLOWERS", "5550142", "AT&T", "Müller", "ab\u0000cd"})
    void whatIsNoPhoneIsAsItCame(String text) {
        assertEquals(StoredText.of(text), phones.contact("  " + text + " ").orElse("none"));
    }

    @Test
    void aShortCodeIsNoPhoneWhereSuchPhonesArePossible() {
        assertEquals(Optional.of("84343"), new Phones("DE").contact("84343"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "12", "+1303", "+", "☎"})
    void whatIsNeitherIsNoContact(String text) {
        assertEquals(Optional.empty(), phones.contact(text));
    }
}
