package dev.textusinbox.platform;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import io.quarkus.runtime.Startup;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Reads phones in any usual notation, and hides them in logs. */
@Startup // so that a wrong region stops the start, not the first request
@Named("phones") // by which a page finds it
@Singleton
public class Phones {

    private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();
    private static final int LONGEST_INPUT = 64;

    private final String defaultRegion;

    Phones(@ConfigProperty(name = "inbox.default-region", defaultValue = "US") String defaultRegion) {
        if (!NUMBERS.getSupportedRegions().contains(defaultRegion)) {
            throw new ConfigurationException(
                    "inbox.default-region must be a two-letter region such as US", Set.of("inbox.default-region"));
        }
        this.defaultRegion = defaultRegion;
    }

    /** The phone in E.164, read in {@code inbox.default-region} if it names no country; empty if it is no phone. */
    public Optional<String> e164(String phone) {
        return e164(phone, defaultRegion);
    }

    /** The phone in E.164, read in the given region if it names no country; empty if it is no phone. */
    public static Optional<String> e164(String phone, String region) {
        if (phone == null || phone.length() > LONGEST_INPUT) {
            return Optional.empty();
        }
        if (isE164(phone)) {
            return Optional.of(phone);
        }
        try {
            var number = NUMBERS.parse(phone, region);
            // Possible (and not only within one area), not valid: what is valid changes with numbering plans, and the
            // provider has sent to it.
            return NUMBERS.isPossibleNumberWithReason(number) == PhoneNumberUtil.ValidationResult.IS_POSSIBLE
                    ? Optional.of(NUMBERS.format(number, PhoneNumberFormat.E164))
                    : Optional.empty();
        } catch (NumberParseException e) {
            return Optional.empty();
        }
    }

    /**
     * The phone as people of {@code inbox.default-region} write it: {@code (303) 555-0142}, and with its country's code where
     * it is of another. What is no phone stays as it is.
     */
    public String display(String e164) {
        try {
            var number = NUMBERS.parse(e164, null);
            boolean own = number.getCountryCode() == NUMBERS.getCountryCodeForRegion(defaultRegion);
            return NUMBERS.format(number, own ? PhoneNumberFormat.NATIONAL : PhoneNumberFormat.INTERNATIONAL);
        } catch (NumberParseException e) {
            return e164;
        }
    }

    /** The digits of a phone in E.164 behind its country code; all of them where no country has that code. */
    public static String national(String e164) {
        try {
            return NUMBERS.getNationalSignificantNumber(NUMBERS.parse(e164, null));
        } catch (NumberParseException e) {
            return e164.substring(1);
        }
    }

    /** A phone as a log may show it: {@code +1•••••0142}. Its length is not to be seen, and a short one not at all. */
    public static String mask(String phone) {
        if (phone == null) {
            return "none";
        }
        if (phone.length() < 10) {
            return "•••••";
        }
        String country = phone.startsWith("+1") ? "+1" : "+";
        return country + "•••••" + phone.substring(phone.length() - 4);
    }

    /** The fast path: no parsing, no allocation. North American numbers have one length only. */
    private static boolean isE164(String phone) {
        int length = phone.length();
        if (length < 9 || length > 16 || phone.charAt(0) != '+' || phone.charAt(1) == '0') {
            return false;
        }
        for (int i = 1; i < length; i++) {
            if (phone.charAt(i) < '0' || phone.charAt(i) > '9') {
                return false;
            }
        }
        return phone.charAt(1) != '1' || length == 12;
    }
}
