package dev.textusinbox.alarm;

import dev.textusinbox.alarm.AlarmSource.Finding;
import dev.textusinbox.platform.Schema;
import dev.textusinbox.platform.Transaction;
import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.quarkus.arc.All;
import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;

/** Asks each kind what is wrong, and opens and closes alarms accordingly: each once, however many instances ask. */
@Singleton
class AlarmRound {
    private static final Logger LOG = Logger.getLogger(AlarmRound.class);

    private final List<AlarmSource> sources;
    private final AgroalDataSource database;
    private final Schema schema;
    private final AlarmWebhook webhook;
    private final MultiGauge open;

    AlarmRound(
            @All List<AlarmSource> sources,
            AgroalDataSource database,
            Schema schema,
            AlarmWebhook webhook,
            MeterRegistry meters) {
        this.sources = sources;
        this.database = database;
        this.schema = schema;
        this.webhook = webhook;
        this.open = MultiGauge.builder("inbox.alarms.open")
                .description("Alarms that have begun and not ended")
                .register(meters);
    }

    @Scheduled(every = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void sweep() {
        if (!schema.isReady()) {
            return;
        }
        try (Connection connection = database.getConnection()) {
            Transaction.in(connection, in -> {
                if (AlarmStore.tryLock(in)) {
                    for (AlarmSource source : sources) {
                        round(in, source);
                    }
                }
                return null;
            });
            show(AlarmStore.counts(connection));
        } catch (SQLException e) {
            // The last numbers stay; that the database is away is others' to report.
            LOG.debug("no round of alarms", e);
        }
    }

    private void round(Connection connection, AlarmSource source) throws SQLException {
        Map<String, Long> gone = AlarmStore.open(connection, source.kind());
        for (Finding finding : source.look(connection)) {
            Long id = gone.remove(finding.source());
            if (id != null) {
                AlarmStore.detail(connection, id, finding.detail());
            } else {
                changed(connection, AlarmStore.raise(connection, source.kind(), finding), "opened");
                LOG.warnf("Alarm %s%s: %s", source.kind(), of(finding.source()), finding.detail());
            }
        }
        for (Map.Entry<String, Long> each : gone.entrySet()) {
            AlarmStore.clear(connection, each.getValue());
            changed(connection, each.getValue(), "closed");
            LOG.infof("Alarm %s%s is over", source.kind(), of(each.getKey()));
        }
    }

    private void changed(Connection connection, long id, String state) throws SQLException {
        if (webhook.isConfigured()) {
            AlarmStore.notice(connection, id, state);
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
