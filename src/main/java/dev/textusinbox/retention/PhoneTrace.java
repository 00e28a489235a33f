package dev.textusinbox.retention;

import dev.textusinbox.platform.Phones;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds a phone in text or in bytes, however it is written there: in E.164, with or without its country, with a trunk or
 * international prefix, with separators, with JSON's or a form's escapes, in UTF-8, UTF-16 or UTF-32. Digits right before
 * or behind it make it another number.
 */
final class PhoneTrace {
    /** Fewer digits are found with their country code only: they might be anything. */
    private static final int TELLING_DIGITS = 7;

    private static final String BETWEEN = "[^0-9A-Za-z]{0,3}";
    private static final Pattern JSON_ESCAPE = Pattern.compile("\\\\u([0-9a-fA-F]{4})");
    private static final Pattern FORM_ESCAPE = Pattern.compile("%([0-9a-fA-F]{2})");

    private final String regex;
    private final Pattern pattern;

    /** @param e164 the phone */
    PhoneTrace(String e164) {
        String national = Phones.national(e164);
        String country = e164.substring(1, e164.length() - national.length());
        String prefix = "(?:(?:00|011)" + BETWEEN + ")?" + spaced(country) + BETWEEN + "(?:\\(0\\)" + BETWEEN + ")?";
        String number = national.length() < TELLING_DIGITS
                ? prefix + spaced(national)
                : "(?:" + prefix + "|0" + BETWEEN + ")?" + spaced(national);
        this.regex = "(?<![0-9])\\+?" + number + "(?![0-9])";
        this.pattern = Pattern.compile(regex);
    }

    private static String spaced(String digits) {
        return String.join(BETWEEN, digits.split("(?!^)"));
    }

    /** The same for PostgreSQL's {@code ~}, which means the same by it. */
    String regex() {
        return regex;
    }

    /** The text without the phone. */
    String removedFrom(String text) {
        return pattern.matcher(text).replaceAll("[erased]");
    }

    boolean isIn(byte[] bytes) {
        String text = new String(withoutNuls(bytes), StandardCharsets.UTF_8);
        return isIn(text)
                || (text.indexOf('\\') >= 0 && isIn(unescaped(JSON_ESCAPE, text)))
                || (text.indexOf('%') >= 0 && isIn(unescaped(FORM_ESCAPE, text)));
    }

    private boolean isIn(String text) {
        return pattern.matcher(text).find();
    }

    /** In UTF-16 and UTF-32 what is ASCII has NULs around it. */
    private static byte[] withoutNuls(byte[] bytes) {
        byte[] kept = new byte[bytes.length];
        int length = 0;
        for (byte b : bytes) {
            if (b != 0) {
                kept[length++] = b;
            }
        }
        return Arrays.copyOf(kept, length);
    }

    private static String unescaped(Pattern escape, String text) {
        return escape.matcher(text).replaceAll(PhoneTrace::character);
    }

    private static String character(MatchResult escape) {
        return Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(escape.group(1), 16)));
    }
}
