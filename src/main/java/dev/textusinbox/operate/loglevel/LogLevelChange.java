package dev.textusinbox.operate.loglevel;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.textusinbox.platform.problem.ProblemException;
import dev.textusinbox.platform.request.Reason;
import java.util.List;

/** An operator's request to log more or less. */
public record LogLevelChange(
        @JsonProperty("level") String level,
        @JsonProperty("reason") String reason) {
    /** No TRACE: there the database's driver writes down what it sends, and so bodies. */
    private static final List<String> LEVELS = List.of("ERROR", "WARN", "INFO", "DEBUG");

    /** The level of a request that says which and why; a 400 that names what is wrong. */
    static String checked(LogLevelChange body) {
        if (body == null || !LEVELS.contains(String.valueOf(body.level))) {
            throw ProblemException.badParameter("level", "It is ERROR, WARN, INFO or DEBUG.");
        }
        Reason.required(body.reason);
        return body.level;
    }
}
