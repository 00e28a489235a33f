package dev.textusinbox.console.history;

import dev.textusinbox.platform.phone.Phones;
import dev.textusinbox.security.Audit;
import dev.textusinbox.security.Recently;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;

/** Who has looked at whose conversation, in the audit log: once in ten minutes for a person and a contact. */
@Singleton
class ContactReads {
    private final Audit audit;
    private final SecurityIdentity caller;
    private final Recently noted = new Recently(Duration.ofMinutes(10));

    ContactReads(Audit audit, SecurityIdentity caller) {
        this.audit = audit;
        this.caller = caller;
    }

    /** @param event one of the contact's, by which an auditor finds the contact while it is not erased; null: there is none */
    void note(String contact, String event) {
        if (noted.isNew(caller.getPrincipal().getName() + ' ' + contact)) {
            audit.note("contact.read", Phones.mask(contact), event == null ? Map.of() : Map.of("event", event));
        }
    }
}
