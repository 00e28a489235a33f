package dev.textusinbox.alarm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.textusinbox.platform.database.Schema;
import dev.textusinbox.platform.failure.JobGuard;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Singleton;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Optional;
import org.hibernate.Timeouts;
import org.hibernate.jpa.SpecHints;
import org.jboss.logging.Logger;

/**
 * Tells the alarm webhook, at least once and an alarm's end after its beginning; tried again with a growing pause, for about
 * half a day.
 */
@Singleton
class AlarmNotices implements PanacheRepositoryBase<AlarmNotice, Long> {
    private static final Logger LOG = Logger.getLogger(AlarmNotices.class);
    private static final int MAX_ATTEMPTS = 20;

    private static final String NEXT = """
            from AlarmNotice n
             where n.dueAt <= instant and not exists (from AlarmNotice e where e.alarm = n.alarm and e.id < n.id)
             order by n.id""";

    private final Schema schema;
    private final AlarmWebhook webhook;
    private final ObjectMapper json;
    private final JobGuard guard = new JobGuard("alarm-notices");
    private boolean failing;

    AlarmNotices(Schema schema, AlarmWebhook webhook, ObjectMapper json) {
        this.schema = schema;
        this.webhook = webhook;
        this.json = json;
    }

    /** What is posted. */
    @RegisterForReflection // it is written here, where the build does not see it
    record Body(String type, Instant timestamp, AlarmEntry data) {
        static Body of(AlarmNotice notice) {
            boolean opened = notice.state.equals(AlarmNotice.OPENED);
            // At its beginning it has no end yet, though it may have one by the time it is told.
            AlarmEntry told = opened ? notice.alarm.unended() : notice.alarm;
            return new Body("alarm." + notice.state, opened ? told.since : told.until, told);
        }
    }

    @Scheduled(every = "2s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void sweep() {
        if (webhook.isConfigured() && schema.isReady()) {
            boolean unused = guard.run(this::tellAll);
        }
    }

    private void tellAll() throws InterruptedException {
        for (Optional<AlarmNotice> next = claim(); next.isPresent(); next = claim()) {
            tell(next.get());
        }
    }

    private void tell(AlarmNotice notice) throws InterruptedException {
        String error = webhook.post("alarm_" + notice.alarm.id + '_' + notice.state, body(notice));
        note(error);
        if (error != null && notice.attempts < MAX_ATTEMPTS) {
            return;
        }
        if (error != null) {
            LOG.warnf("The alarm webhook was not told of alarm %s: %s", notice.alarm.id, error);
        }
        done(notice.id);
    }

    /** Once when it begins to fail and once when it is told again: whoever relies on being told must know. */
    private void note(String error) {
        if (error != null && !failing) {
            LOG.warnf("The alarm webhook can't be told, and is tried again: %s", error);
        } else if (error == null && failing) {
            LOG.info("The alarm webhook is told again");
        }
        failing = error != null;
    }

    private byte[] body(AlarmNotice notice) {
        try {
            return json.writeValueAsBytes(Body.of(notice));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts and times are always JSON", e);
        }
    }

    /** The attempt is counted, and the next one put off, before the call: an instance that dies at it costs a pause. */
    @Transactional
    Optional<AlarmNotice> claim() {
        Optional<AlarmNotice> next = find(NEXT)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .withHint(SpecHints.HINT_SPEC_LOCK_TIMEOUT, Timeouts.SKIP_LOCKED_MILLI)
                .firstResultOptional();
        next.ifPresent(notice -> notice.attempted(now()));
        return next;
    }

    @Transactional
    void done(Long id) {
        delete("id", id);
    }

    private Instant now() {
        return getSession()
                .createSelectionQuery("select instant", Instant.class)
                .getSingleResult();
    }
}
