package dev.textusinbox.platform.request;

import java.util.Locale;
import org.eclipse.microprofile.config.spi.Converter;

/** Says no to what is neither yes nor no; the framework's own takes it for no, which may be the opposite of what is meant. */
public final class StrictBoolean implements Converter<Boolean> {
    private static final long serialVersionUID = 1;

    @Override
    public Boolean convert(String value) {
        return switch (value.strip().toLowerCase(Locale.ROOT)) {
            case "" -> null;
            case "true", "yes", "y", "on", "1" -> true;
            case "false", "no", "n", "off", "0" -> false;
            default -> throw new IllegalArgumentException("must be true or false");
        };
    }
}
