package dev.textusinbox.operate;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.textusinbox.gate.Mode;
import dev.textusinbox.platform.ProblemException;
import dev.textusinbox.platform.Reason;

/** An operator's request to take a source's deliveries, or to park them at the provider. */
record SourceMode(
        @JsonProperty("mode") String mode,
        @JsonProperty("reason") String reason) {
    Mode checked() {
        Reason.required(reason);
        for (Mode known : Mode.values()) {
            if (known.word().equals(mode)) {
                return known;
            }
        }
        throw ProblemException.badParameter("mode", "It is accept or park.");
    }
}
