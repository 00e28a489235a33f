package dev.textusinbox.security;

import io.vertx.core.net.SocketAddress;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;

/** Who has signed in at the console, and that somebody was refused, in the audit log; addresses masked. */
@Singleton
public class SignInAudit {
    private final Audit audit;
    /** An entry can't be taken back, and a guesser would make as many as he likes. */
    private final Recently refused = new Recently(Duration.ofMinutes(1));

    SignInAudit(Audit audit) {
        this.audit = audit;
    }

    /**
     * Somebody is in.
     *
     * @param name the key's or the person's
     * @param remote where he comes from
     */
    public void signedIn(String name, SocketAddress remote) {
        audit.note(name, "console.sign-in", null, from(SourceAddress.of(remote)));
    }

    /** Somebody is not let in. What was typed is not told: it may be a key with a typing error. */
    public void refused(SocketAddress remote) {
        refused(SourceAddress.of(remote));
    }

    void refused(SourceAddress from) {
        if (refused.isNew(from.group())) {
            audit.note(Audit.PROGRAM, "console.sign-in-refused", null, from(from));
        }
    }

    private static Map<String, String> from(SourceAddress address) {
        return Map.of("from", address.masked());
    }
}
