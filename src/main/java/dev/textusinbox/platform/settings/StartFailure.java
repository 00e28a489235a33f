package dev.textusinbox.platform.settings;

import io.quarkus.runtime.QuarkusBindException;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.ConfigValidationException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jboss.logging.Logger;

/**
 * What an operator is told when the program could not start. A wrong setting is one line that names its key and never its
 * value, whoever has read it; anything else is not expected, and has its trace.
 */
public final class StartFailure {
    private static final Logger LOG = Logger.getLogger(StartFailure.class);

    /** The framework's messages; all of them quote the value behind the key. */
    private static final Pattern KEY = Pattern.compile("(?:[Cc]onfig property|SRCFG00050:) (\\S+)");

    private static final Pattern ALLOWED = Pattern.compile("allowed values: ([a-zA-Z0-9_,\\- ]+)");
    private static final int MAX_DEPTH = 30;

    private StartFailure() {}

    /** Says why, once. */
    public static void report(Throwable failure) {
        Optional<String> line = line(failure);
        if (line.isPresent()) {
            System.err.println(line.get());
            System.err.flush();
        } else {
            LOG.error("The program could not start", failure);
        }
    }

    /** The one line, if it is a setting that was wrong. */
    static Optional<String> line(Throwable failure) {
        int depth = 0;
        for (Throwable t = failure; t != null && depth < MAX_DEPTH; t = t.getCause(), depth++) {
            if (t instanceof QuarkusBindException) {
                return Optional.of("quarkus.http.port: can't be opened; another program uses it, or this one may not,"
                        + " or quarkus.http.host is no address of this machine");
            }
            if (t instanceof ConfigValidationException invalid && invalid.getProblemCount() > 0) {
                return Optional.of(ofTheFramework(invalid.getProblem(0).getMessage()));
            }
            if (t instanceof ConfigurationException wrong) {
                return Optional.of(FrameworkSettings.wrong().orElseGet(() -> withoutValues(wrong)));
            }
            if (t.getMessage() != null && t.getMessage().contains("SRCFG")) {
                return Optional.of(ofTheFramework(t.getMessage()));
            }
        }
        return FrameworkSettings.wrong();
    }

    private static String ofTheFramework(String message) {
        Matcher key = KEY.matcher(message);
        return (key.find() ? key.group(1) : "A setting") + ": " + rule(message);
    }

    /** What was expected, by what the framework says of the converter; its own words would show the value. */
    private static String rule(String message) {
        Matcher allowed = ALLOWED.matcher(message);
        if (message.contains("SRCFG00050")) {
            return "there is no such setting";
        }
        if (message.contains("SRCFG00014")) {
            return "must be set";
        }
        if (message.contains("SRCFG00040")) {
            return "is empty: give it a value, or leave it out";
        }
        if (allowed.find()) {
            return "must be one of " + allowed.group(1).strip().replaceAll("\\s*,\\s*", ", ");
        }
        if (message.matches("(?s).*SRCFG000(29|30).*")) {
            return "must be a whole number";
        }
        if (message.matches("(?s).*SRCFG000(31|32).*")) {
            return "must be a number";
        }
        if (message.contains("must be true or false")) {
            return "must be true or false";
        }
        if (message.contains("Invalid duration") || message.contains("Duration")) {
            return "must be a duration such as 500ms, 5s, 10m or 2d";
        }
        if (message.contains("not in correct format (regular expression)")) {
            return "must be a size such as 500K or 1M";
        }
        return "has a value that can't be read";
    }

    private static String withoutValues(ConfigurationException wrong) {
        String line = String.valueOf(wrong.getMessage()).strip().replaceAll("\\s*\\R\\s*", " ");
        for (String key : wrong.getConfigKeys()) {
            String value = value(key);
            if (value.length() > 2 && line.replace(key, "").contains(value)) {
                return key + ": has a value that can't be used";
            }
        }
        return line;
    }

    private static String value(String key) {
        try {
            return ConfigProvider.getConfig()
                    .getOptionalValue(key, String.class)
                    .orElse("");
        } catch (RuntimeException noConfiguration) {
            return "";
        }
    }
}
