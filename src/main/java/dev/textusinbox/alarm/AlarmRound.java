package dev.textusinbox.alarm;

import dev.textusinbox.alarm.AlarmSource.Finding;
import dev.textusinbox.platform.database.Schema;
import dev.textusinbox.platform.failure.JobGuard;
import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.quarkus.arc.All;
import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;

/** Asks each kind what is wrong, and opens and closes alarms accordingly: each once, however many instances ask. */
@Singleton
class AlarmRound {
    private static final Logger LOG = Logger.getLogger(AlarmRound.class);

    private final List<AlarmSource> sources;
    private final AgroalDataSource database;
    private final Alarms alarms;
    private final AlarmNotices notices;
    private final Schema schema;
    private final AlarmWebhook webhook;
    private final MultiGauge open;
    private final Map<String, JobGuard> guards = new HashMap<>();
    private final JobGuard gauges = new JobGuard("alarm-gauges");

    AlarmRound(
            @All List<AlarmSource> sources,
            AgroalDataSource database,
            Alarms alarms,
            AlarmNotices notices,
            Schema schema,
            AlarmWebhook webhook,
            MeterRegistry meters) {
        this.sources = sources;
        this.database = database;
        this.alarms = alarms;
        this.notices = notices;
        this.schema = schema;
        this.webhook = webhook;
        sources.forEach(source -> guards.put(source.kind(), new JobGuard("alarm-" + source.kind())));
        this.open = MultiGauge.builder("inbox.alarms.open")
                .description("Alarms that have begun and not ended")
                .register(meters);
    }

    @Scheduled(every = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void sweep() {
        if (!schema.isReady()) {
            return;
        }
        for (AlarmSource source : sources) {
            boolean unused = guards.get(source.kind()).run(() -> look(source));
        }
        // After a failure the last numbers stay.
        boolean unused = gauges.run(() -> show(alarms.counts()));
    }

    /** Each kind by itself: one that can't be looked at does not silence the others. */
    @Transactional
    void look(AlarmSource source) {
        alarms.tryLock().ifPresent(now -> round(source, now));
    }

    private void round(AlarmSource source, Instant now) {
        Map<String, AlarmEntry> gone = alarms.open(source.kind());
        for (Finding finding : findings(source)) {
            AlarmEntry known = gone.remove(finding.source());
            if (known != null) {
                known.detail = finding.detail();
            } else {
                raise(source.kind(), finding, now);
            }
        }
        for (AlarmEntry alarm : gone.values()) {
            alarm.until = now;
            changed(alarm, AlarmNotice.CLOSED, now);
            LOG.infof("Alarm %s%s is over", alarm.kind, of(alarm.source));
        }
    }

    private List<Finding> findings(AlarmSource source) {
        try (Connection connection = database.getConnection()) {
            return source.look(connection);
        } catch (SQLException e) {
            throw new IllegalStateException("what is wrong can't be read: " + source.kind(), e);
        }
    }

    private void raise(String kind, Finding finding, Instant now) {
        Instant since = finding.since() == null ? now : finding.since();
        AlarmEntry alarm = new AlarmEntry(kind, finding.source(), since, null, finding.detail());
        alarms.persist(alarm);
        changed(alarm, AlarmNotice.OPENED, now);
        LOG.warnf("Alarm %s%s: %s", kind, of(alarm.source), alarm.detail);
    }

    private void changed(AlarmEntry alarm, String state, Instant now) {
        if (webhook.isConfigured()) {
            notices.persist(new AlarmNotice(alarm, state, now));
        }
    }

    private void show(Map<String, Long> counts) {
        open.register(
                sources.stream()
                        .map(source -> MultiGauge.Row.of(
                                Tags.of("kind", source.kind()), counts.getOrDefault(source.kind(), 0L)))
                        .toList(),
                true);
    }

    private static String of(String source) {
        return source == null ? "" : " of " + source;
    }
}
