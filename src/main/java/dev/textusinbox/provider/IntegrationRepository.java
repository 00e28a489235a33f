package dev.textusinbox.provider;

import dev.textusinbox.log.LogHead;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/**
 * What is kept of each source's integration; each call is a transaction of its own unless there is one. Several instances
 * write a row: a change says what must still be so, or locks the row before it is read.
 */
@ApplicationScoped
class IntegrationRepository implements PanacheRepositoryBase<ProviderIntegration, String> {
    private static final String ADD =
            "insert into ProviderIntegration (source) values (:source) on conflict (source) do nothing";

    /** A change is a few calls of ten seconds at most; one that died is over by then. */
    private static final String CLAIM = """
            busyUntil = instant + 90 second
             where source = ?1 and (busyUntil is null or busyUntil < instant)""";

    private static final String SECRET_SET = """
            secretFingerprint = ?1, secretSetAt = instant, secretCheckedTo = ?2, secretEventId = null,
            secretProvenAt = null
             where source = ?3""";

    private static final String FORGET = """
            integrationId = null, secretFingerprint = null, secretSetAt = null, secretCheckedTo = null,
            secretEventId = null, secretProvenAt = null
             where source = ?1""";

    private static final String PROVEN = """
            secretEventId = ?1, secretProvenAt = instant
             where source = ?2 and secretSetAt = ?3 and secretEventId is null""";

    private static final String CHECKED =
            "secretCheckedTo = ?1 where source = ?2 and secretSetAt = ?3 and secretCheckedTo < ?1";

    /** As it is now; nobody writes by it. */
    @Transactional
    ProviderIntegration load(String source) {
        add(source);
        return findById(source);
    }

    /** Whether the caller may change the source's integration; nobody else may until it is released. */
    @Transactional
    boolean claim(String source) {
        return update(CLAIM, source) == 1;
    }

    /** What was changed is looked at at once, so that its alarm ends. */
    @Transactional
    void release(String source) {
        update("busyUntil = null, checkAt = instant where source = ?1", source);
    }

    void remember(String source, String integrationId) {
        update("integrationId = ?1 where source = ?2", integrationId, source);
    }

    /** @param head of the log before the secret was set: only later events can prove it */
    void secretSet(String source, byte[] fingerprint, long head) {
        update(SECRET_SET, fingerprint, head, source);
    }

    void forget(String source) {
        update(FORGET, source);
    }

    /** The first event that is signed with the secret that was set then. */
    @Transactional
    void proven(ProviderIntegration seen, long event) {
        update(PROVEN, event, seen.source, seen.secretSetAt);
    }

    /** No event up to this one is. */
    @Transactional
    void checked(ProviderIntegration seen, long to) {
        update(CHECKED, to, seen.source, seen.secretSetAt);
    }

    /** Whether it is time to look, and this instance is the one that does; the next look is so much later. */
    @Transactional
    boolean claimLook(String source, Duration next) {
        return isDue(source, next) || (add(source) == 1 && isDue(source, next));
    }

    private boolean isDue(String source, Duration next) {
        return update(
                        "checkAt = instant + ?1 nanosecond where source = ?2 and checkAt <= instant",
                        next.toNanos(),
                        source)
                == 1;
    }

    /** @param drift null: none */
    @Transactional
    void looked(String source, boolean unhealthy, String drift) {
        ProviderIntegration row = findById(source, LockModeType.PESSIMISTIC_WRITE);
        Instant now = getSession()
                .createSelectionQuery("select instant", Instant.class)
                .getSingleResult();
        row.checkedAt = now;
        row.checkError = null;
        row.unhealthySince = unhealthy ? first(row.unhealthySince, now) : null;
        row.driftSince = drift != null ? first(row.driftSince, now) : null;
        row.drift = drift;
    }

    /** Whether this error is new; what was seen last stays. */
    @Transactional
    boolean failed(String source, String error) {
        return update("checkError = ?1 where source = ?2 and (checkError is null or checkError <> ?1)", error, source)
                == 1;
    }

    /** What the watcher has noted of these. */
    List<ProviderIntegration> of(Collection<String> sources) {
        return list("source in ?1", sources);
    }

    /** The newest event's id. */
    @Transactional
    long head() {
        return getSession().doReturningWork(LogHead::of);
    }

    private int add(String source) {
        return getSession()
                .createMutationQuery(ADD)
                .setParameter("source", source)
                .executeUpdate();
    }

    private static Instant first(Instant known, Instant now) {
        return known == null ? now : known;
    }
}
