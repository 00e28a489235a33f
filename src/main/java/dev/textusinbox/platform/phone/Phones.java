package dev.textusinbox.platform.phone;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import dev.textusinbox.platform.settings.Settings;
import io.quarkus.runtime.Startup;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Reads phones in any usual notation, and hides them in logs. */
@Startup // so that a wrong region stops the start, not the first request
@Named("phones") // by which a page finds it
@Singleton
public class Phones {

    private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();
    private static final int MAX_INPUT = 64;

    private final String defaultRegion;

    @Inject
    Phones(RegionConfig config) {
        this(config.defaultRegion());
    }

    Phones(String defaultRegion) {
        if (!NUMBERS.getSupportedRegions().contains(defaultRegion)) {
            throw Settings.wrong("inbox.default-region", "must be a two-letter region such as US");
        }
        this.defaultRegion = defaultRegion;
    }

    /**
     * Whom a text names: a phone in E.164; else, for a short code or an alphanumeric sender, the text as it came,
     * trimmed; empty where it is neither. The same for every notation of a phone, and for itself.
     */
    public Optional<String> contact(String text) {
        return contact(text, defaultRegion);
    }

    private static Optional<String> contact(String text, String region) {
        Optional<String> phone = e164(text, region);
        return phone.isPresent() || text == null ? phone : Senders.read(text.strip());
    }

    /** The phone in E.164, read in {@code inbox.default-region} if it names no country; empty if it is no phone. */
    public Optional<String> e164(String phone) {
        return e164(phone, defaultRegion);
    }

    /** The phone in E.164, read in the given region if it names no country; empty if it is no phone. */
    public static Optional<String> e164(String phone, String region) {
        if (phone == null || phone.length() > MAX_INPUT) {
            return Optional.empty();
        }
        return isNorthAmerican(phone) ? Optional.of(phone) : PhoneNotation.e164(phone, region);
    }

    /**
     * The phone as people of {@code inbox.default-region} write it: {@code (303) 555-0142}, and with its country's code where
     * it is of another. What is no phone stays as it is.
     */
    public String display(String e164) {
        if (!PhoneNotation.isE164(e164)) {
            return e164;
        }
        try {
            var number = NUMBERS.parse(e164, null);
            boolean own = number.getCountryCode() == NUMBERS.getCountryCodeForRegion(defaultRegion);
            return NUMBERS.format(number, own ? PhoneNumberFormat.NATIONAL : PhoneNumberFormat.INTERNATIONAL);
        } catch (NumberParseException e) {
            return e164;
        }
    }

    /** Whether a contact is a phone, and no short code or sender's name. */
    public static boolean isE164(String contact) {
        return PhoneNotation.isE164(contact);
    }

    /** The digits of a phone in E.164 behind its country code; all of them where no country has that code. */
    public static String national(String e164) {
        try {
            return NUMBERS.getNationalSignificantNumber(NUMBERS.parse(e164, null));
        } catch (NumberParseException e) {
            return e164.substring(1);
        }
    }

    /**
     * A contact as a log may show it: {@code +1•••••0142}. Its length is not to be seen, and of what is short or no phone
     * nothing.
     */
    public static String mask(String phone) {
        if (phone == null) {
            return "none";
        }
        if (phone.length() < 10 || !PhoneNotation.isE164(phone)) {
            return "•••••";
        }
        String country = phone.startsWith("+1") ? "+1" : "+";
        return country + "•••••" + phone.substring(phone.length() - 4);
    }

    /** The fast path: no parsing, no allocation. North American numbers have one length and no other notation in E.164. */
    private static boolean isNorthAmerican(String phone) {
        return phone.length() == 12
                && phone.charAt(0) == '+'
                && phone.charAt(1) == '1'
                && phone.charAt(2) >= '2'
                && PhoneNotation.isE164(phone);
    }
}
