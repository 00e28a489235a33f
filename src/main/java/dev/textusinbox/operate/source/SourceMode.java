package dev.textusinbox.operate.source;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.textusinbox.gate.Mode;
import dev.textusinbox.platform.problem.ProblemException;
import dev.textusinbox.platform.request.Reason;

/** An operator's request to take a source's deliveries, or to park them at the provider. */
public record SourceMode(
        @JsonProperty("mode") String mode,
        @JsonProperty("reason") String reason) {
    /** The mode of a request that says which and why; a 400 that names what is wrong. */
    static Mode checked(SourceMode body) {
        if (body == null) {
            throw unknown();
        }
        Reason.required(body.reason);
        for (Mode known : Mode.values()) {
            if (known.word().equals(body.mode)) {
                return known;
            }
        }
        throw unknown();
    }

    private static ProblemException unknown() {
        return ProblemException.badParameter("mode", "It is accept or park.");
    }
}
