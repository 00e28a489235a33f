package dev.textusinbox.platform.request;

import dev.textusinbox.platform.phone.Phones;
import dev.textusinbox.platform.problem.ProblemException;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Reads a contact from a request. */
public final class ContactNumbers {
    private static final Pattern LOST_PLUS = Pattern.compile(" [1-9][0-9]{7,14}");

    private ContactNumbers() {}

    /**
     * The contact in the form in which it is kept; a 400 that names the parameter if it is none.
     *
     * @param contact gives that form, as {@link Phones#contact(String)} does
     */
    public static String read(String parameter, String given, Function<String, Optional<String>> contact) {
        // An unescaped + of a query string arrives as a space; that of +49… must not be read as a local number.
        String text = LOST_PLUS.matcher(given).matches() ? "+" + given.substring(1) : given.strip();
        return contact.apply(text)
                .orElseThrow(() -> ProblemException.badParameter(parameter, "It can't be read as a phone number."));
    }
}
