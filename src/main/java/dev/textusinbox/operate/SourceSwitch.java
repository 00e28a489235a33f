package dev.textusinbox.operate;

import dev.textusinbox.gate.GateStore;
import dev.textusinbox.gate.Gates;
import dev.textusinbox.gate.Mode;
import dev.textusinbox.platform.ProblemException;
import dev.textusinbox.platform.Transaction;
import dev.textusinbox.security.Audit;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;

/** Parks a source's deliveries at the provider and takes them again, with an entry in the book. */
@ApplicationScoped
public class SourceSwitch {
    private final AgroalDataSource database;
    private final Audit audit;
    private final Gates gates;

    SourceSwitch(AgroalDataSource database, Audit audit, Gates gates) {
        this.database = database;
        this.audit = audit;
        this.gates = gates;
    }

    /** Sets the mode for all instances, at once on this one; a 400 where it is none, a 404 where there is no such source. */
    public Mode set(String source, SourceMode wanted) {
        Mode mode = SourceMode.checked(wanted);
        if (gates.conditions().stream().noneMatch(gate -> gate.source().equals(source))) {
            throw ProblemException.notFound("There is no such source.");
        }
        try (Connection connection = database.getConnection()) {
            Transaction.in(connection, in -> {
                GateStore.setMode(in, source, mode);
                audit.record(in, "source." + mode.word(), source, wanted.reason(), Map.of());
                return null;
            });
        } catch (SQLException e) {
            throw new IllegalStateException("a source's mode could not be set", e);
        }
        gates.set(source, mode);
        return mode;
    }
}
