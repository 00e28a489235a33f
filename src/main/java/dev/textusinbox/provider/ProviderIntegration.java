package dev.textusinbox.provider;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;

/** What is known here of a source's integration. */
@Entity
public class ProviderIntegration {
    @Id
    String source;

    /** Null: none was made or taken over. */
    String integrationId;

    /** Somebody changes it just now: two at once might make two. */
    Instant busyUntil;

    /** Of the secret that we set; null: we set none. */
    byte[] secretFingerprint;

    Instant secretSetAt;

    /** No event up to this one is signed with it. */
    Long secretCheckedTo;

    /** The first event that is; null: none yet. */
    Long secretEventId;

    Instant secretProvenAt;

    /** The watcher's next look. */
    Instant checkAt;

    Instant checkedAt;

    /** Null: it could look. */
    String checkError;

    Instant unhealthySince;
    Instant driftSince;

    /** For people; null: none. */
    String drift;
}
