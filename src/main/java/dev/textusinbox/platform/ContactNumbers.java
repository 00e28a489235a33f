package dev.textusinbox.platform;

import java.util.Optional;
import java.util.function.Function;

/** Reads a contact's phone from a request. */
public final class ContactNumbers {

    private ContactNumbers() {}

    /**
     * The phone in E.164; a 400 that names the parameter if it is none.
     *
     * @param e164 gives the E.164 form of a phone in any notation, as {@link Phones#e164(String)} does
     */
    public static String read(String parameter, String given, Function<String, Optional<String>> e164) {
        // An unescaped + of a query string arrives as a space; that of +49… must not be read as a local number.
        boolean lostPlus = given.length() > 1 && given.charAt(0) == ' ' && Character.isDigit(given.charAt(1));
        String phone = lostPlus ? "+" + given.substring(1) : given;
        return e164.apply(phone.strip())
                .orElseThrow(() -> ProblemException.badParameter(parameter, "It can't be read as a phone number."));
    }
}
