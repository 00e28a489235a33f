package dev.textusinbox.retention;

import dev.textusinbox.platform.phone.Phones;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds a phone in text or in bytes, however it is written there: in E.164, with or without its country, with a trunk or
 * international prefix, with separators, with JSON's or a form's escapes, in UTF-8, UTF-16 or UTF-32. Digits right before
 * or behind it make it another number. And finds what is no phone, but the name of a contact all the same.
 */
final class PhoneTrace {
    /** Fewer digits are found with their country code only: they might be anything. */
    private static final int TELLING_DIGITS = 7;

    private static final String BETWEEN = "[^0-9A-Za-z]{0,3}";
    private static final Pattern JSON_ESCAPE = Pattern.compile("\\\\u([0-9a-fA-F]{4})");
    private static final Pattern FORM_ESCAPE = Pattern.compile("%([0-9a-fA-F]{2})");

    private static final String WORD = "[0-9A-Za-z_]";

    private final String regex;
    private final Pattern pattern;
    private final Pattern inBody;

    /**
     * A trace.
     *
     * @param contact a phone in E.164; or a short code or a sender's name, which may be any word or number: in a body it
     *     is found where it is a value by itself, and in what people wrote as a word
     */
    PhoneTrace(String contact) {
        boolean phone = Phones.isE164(contact);
        this.regex = phone ? phone(contact) : "(?<!" + WORD + ")" + literal(contact) + "(?!" + WORD + ")";
        this.pattern = Pattern.compile(regex);
        this.inBody = phone ? pattern : Pattern.compile("\"\\s*" + literal(contact) + "\\s*\"");
    }

    private static String phone(String e164) {
        String national = Phones.national(e164);
        String country = e164.substring(1, e164.length() - national.length());
        String prefix = "(?:(?:00|011)" + BETWEEN + ")?" + spaced(country) + BETWEEN + "(?:\\(0\\)" + BETWEEN + ")?";
        String number = national.length() < TELLING_DIGITS
                ? prefix + spaced(national)
                : "(?:" + prefix + "|0" + BETWEEN + ")?" + spaced(national);
        return "(?<![0-9])\\+?" + number + "(?![0-9])";
    }

    /** A sign behind a backslash is itself, here and in PostgreSQL. */
    private static String literal(String text) {
        return text.replaceAll("[^0-9A-Za-z\\u0080-\\x{10ffff}]", "\\\\$0");
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

    /** Whether a text that people or handlers wrote quotes it. */
    boolean isInText(String text) {
        return pattern.matcher(text).find();
    }

    boolean isIn(byte[] body) {
        return forms(body).stream().anyMatch(this::isInBody);
    }

    /** Whether one of a body's {@link #forms} has it. */
    boolean isInBody(String form) {
        return inBody.matcher(form).find();
    }

    /** The texts that a body may be read as. */
    static List<String> forms(byte[] body) {
        String text = new String(withoutNuls(body), StandardCharsets.UTF_8);
        List<String> forms = new ArrayList<>(List.of(text));
        if (text.indexOf('\\') >= 0) {
            forms.add(unescaped(JSON_ESCAPE, text));
        }
        if (text.indexOf('%') >= 0) {
            forms.add(unescaped(FORM_ESCAPE, text));
        }
        return forms;
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
