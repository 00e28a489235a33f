package dev.textusinbox.operate.source;

import dev.textusinbox.gate.Gates;
import dev.textusinbox.gate.Mode;
import dev.textusinbox.gate.SourceModes;
import dev.textusinbox.platform.problem.ProblemException;
import dev.textusinbox.security.Audit;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;

/** Parks a source's deliveries at the provider and takes them again, with an entry in the audit log. */
@ApplicationScoped
public class SourceSwitch {
    private final SourceModes modes;
    private final Audit audit;
    private final Gates gates;

    SourceSwitch(SourceModes modes, Audit audit, Gates gates) {
        this.modes = modes;
        this.audit = audit;
        this.gates = gates;
    }

    /** Sets the mode for all instances, at once on this one; a 400 where it is none, a 404 where there is no such source. */
    public Mode set(String source, SourceMode wanted) {
        Mode mode = SourceMode.checked(wanted);
        if (gates.states().stream().noneMatch(gate -> gate.source().equals(source))) {
            throw ProblemException.notFound("There is no such source.");
        }
        QuarkusTransaction.requiringNew().run(() -> {
            modes.set(source, mode);
            audit.record("source." + mode.word(), source, wanted.reason(), Map.of());
        });
        gates.set(source, mode);
        return mode;
    }
}
