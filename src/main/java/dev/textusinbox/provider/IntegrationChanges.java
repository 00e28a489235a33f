package dev.textusinbox.provider;

import dev.textusinbox.platform.problem.ProblemException;
import dev.textusinbox.security.Audit;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Makes a change at the provider, and its entry in the audit log. The two are no transaction: the entry is written afterwards and
 * says how the call ended, so that a call whose end is not known is there too.
 */
@Singleton
class IntegrationChanges {
    private final Audit audit;

    IntegrationChanges(Audit audit) {
        this.audit = audit;
    }

    /** @param detail may be added to by the call */
    record AuditedChange(String action, String source, String reason, Map<String, ?> detail) {}

    /** @param note writes what is known here after the call */
    void make(AuditedChange change, Runnable call, Runnable note) {
        try {
            call.run();
        } catch (ProblemException e) {
            write(change, e.getMessage(), () -> {});
            throw e;
        }
        write(change, "done", note);
    }

    private void write(AuditedChange change, String outcome, Runnable note) {
        Map<String, Object> detail = new LinkedHashMap<>(change.detail());
        detail.put("outcome", outcome);
        QuarkusTransaction.requiringNew().run(() -> {
            note.run();
            audit.record(change.action(), change.source(), change.reason(), detail);
        });
    }
}
