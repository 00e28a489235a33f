package dev.textusinbox.platform.phone;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.PhoneNumberUtil.ValidationResult;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.Optional;
import java.util.regex.Pattern;

/** Phones in any usual notation, which is digits and punctuation: letters on a keypad are somebody's name, not a phone. */
final class PhoneNotation {
    private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();

    /** RFC 3966, as links to phones have it. */
    private static final Pattern TEL = Pattern.compile("(?i)^\\s*tel:([^;]*).*$", Pattern.DOTALL);

    private static final Pattern EXTENSION =
            Pattern.compile("(?i)(?<=\\d)[\\s,]*(?:x|ext\\.?|extension)\\s*\\d{1,7}\\s*$");

    /** Fewer digits are a short code, unless a mobile phone of the region has no more. */
    private static final int SHORT_CODE = 6;

    private static final int FEWEST_DIGITS = 8;
    private static final int MAX_DIGITS = 15;
    private static final int NORTH_AMERICAN_DIGITS = 11;

    /** A number that is cleaned for ever changes no more than this often: two or three wrong prefixes in a row. */
    private static final int MAX_PASSES = 5;

    private PhoneNotation() {}

    /** The phone in E.164; empty if it is none. */
    static Optional<String> e164(String text, String region) {
        String number = EXTENSION.matcher(TEL.matcher(text).replaceFirst("$1")).replaceFirst("");
        if (number.codePoints().anyMatch(Character::isLetter)) {
            return Optional.empty();
        }
        String digits = digits(number);
        boolean international = number.strip().startsWith("+") || number.strip().startsWith("\uff0b");
        String known = known(number, region, digits.length() <= SHORT_CODE && !international);
        String e164 = "+" + digits;
        if (known != null) {
            return Optional.of(known.equals(e164) ? known : settled(known));
        }
        // Of a numbering plan that is not known, or no longer: as it is, in one form for all its notations.
        return international && isE164(e164) ? Optional.of(e164) : Optional.empty();
    }

    /** A plus and 8 to 15 digits; after +1 there are always ten. */
    static boolean isE164(String text) {
        int digits = text.length() - 1;
        if (digits < FEWEST_DIGITS || digits > MAX_DIGITS || text.charAt(0) != '+' || text.charAt(1) == '0') {
            return false;
        }
        for (int i = 1; i <= digits; i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return text.charAt(1) != '1' || digits == NORTH_AMERICAN_DIGITS;
    }

    private static String known(String text, String region, boolean few) {
        try {
            PhoneNumber number = NUMBERS.parse(text, region);
            if (few && !isMobile(number)) {
                return null;
            }
            // Possible (and not only within one area), not valid: what is valid changes with numbering plans, and the
            // provider has sent to it.
            return NUMBERS.isPossibleNumberWithReason(number) == ValidationResult.IS_POSSIBLE
                    ? NUMBERS.format(number, PhoneNumberFormat.E164)
                    : null;
        } catch (NumberParseException e) {
            return null;
        }
    }

    private static boolean isMobile(PhoneNumber number) {
        PhoneNumberType type = NUMBERS.getNumberType(number);
        return type == PhoneNumberType.MOBILE || type == PhoneNumberType.FIXED_LINE_OR_MOBILE;
    }

    /** What is read from it again is itself: a trunk prefix may be there twice. */
    private static String settled(String e164) {
        String settled = e164;
        for (int pass = 0; pass < MAX_PASSES; pass++) {
            String next = known(settled, null, false);
            if (next == null || next.equals(settled)) {
                return settled;
            }
            settled = next;
        }
        return settled;
    }

    private static String digits(String text) {
        StringBuilder digits = new StringBuilder();
        text.codePoints().filter(Character::isDigit).forEach(c -> digits.append((char) ('0' + Character.digit(c, 10))));
        return digits.toString();
    }
}
