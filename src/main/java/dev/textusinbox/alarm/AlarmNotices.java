package dev.textusinbox.alarm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.textusinbox.platform.Schema;
import io.agroal.api.AgroalDataSource;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Tells the alarm webhook, at least once and an alarm's end after its beginning; tried again with a growing pause, for about
 * half a day.
 */
@Singleton
class AlarmNotices {
    private static final Logger LOG = Logger.getLogger(AlarmNotices.class);
    private static final int MOST_ATTEMPTS = 20;

    /** The attempt is counted, and the next one put off, before the call: an instance that dies at it costs a pause. */
    private static final String NEXT = """
            WITH next AS (
              UPDATE alarm_notice
                 SET attempts = attempts + 1,
                     due_at = clock_timestamp() + least(3600, 5 * 2 ^ attempts) * interval '1 s'
               WHERE id = (SELECT n.id FROM alarm_notice n
                            WHERE n.due_at <= clock_timestamp()
                              AND NOT EXISTS (SELECT 1 FROM alarm_notice e
                                               WHERE e.alarm_id = n.alarm_id AND e.id < n.id)
                            ORDER BY n.id LIMIT 1 FOR UPDATE SKIP LOCKED)
              RETURNING id, alarm_id, state, attempts)
            SELECT n.id AS notice, n.state, n.attempts, a.id, a.kind, a.source, a.since, a.until, a.detail
              FROM next n JOIN alarm a ON a.id = n.alarm_id""";

    private static final String DONE = "DELETE FROM alarm_notice WHERE id = ?";

    private final AgroalDataSource database;
    private final Schema schema;
    private final AlarmWebhook webhook;
    private final ObjectMapper json;

    AlarmNotices(AgroalDataSource database, Schema schema, AlarmWebhook webhook, ObjectMapper json) {
        this.database = database;
        this.schema = schema;
        this.webhook = webhook;
        this.json = json;
    }

    /** What is posted. */
    @RegisterForReflection // it is written here, where the build does not see it
    record Body(String type, Instant timestamp, AlarmEntry data) {}

    private record Notice(long id, String state, int attempts, AlarmEntry alarm) {
        Body body() {
            boolean opened = state.equals("opened");
            // At its beginning it has no end yet, though it may have one by the time it is told.
            AlarmEntry told = opened ? alarm.unended() : alarm;
            return new Body("alarm." + state, opened ? alarm.since() : alarm.until(), told);
        }
    }

    @Scheduled(every = "2s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void sweep() throws InterruptedException {
        if (!webhook.isConfigured() || !schema.isReady()) {
            return;
        }
        try {
            for (Optional<Notice> next = next(); next.isPresent(); next = next()) {
                tell(next.get());
            }
        } catch (SQLException e) {
            LOG.debug("alarms can't be told just now", e);
        }
    }

    private void tell(Notice notice) throws SQLException, InterruptedException {
        String trouble = webhook.post("alarm_" + notice.alarm().id() + '_' + notice.state(), body(notice));
        if (trouble != null && notice.attempts() < MOST_ATTEMPTS) {
            LOG.debugf("the alarm webhook was not told: %s", trouble);
            return;
        }
        if (trouble != null) {
            LOG.warnf(
                    "The alarm webhook was not told of alarm %s: %s",
                    notice.alarm().id(), trouble);
        }
        try (Connection connection = database.getConnection();
                PreparedStatement delete = connection.prepareStatement(DONE)) {
            delete.setLong(1, notice.id());
            delete.executeUpdate();
        }
    }

    private byte[] body(Notice notice) {
        try {
            return json.writeValueAsBytes(notice.body());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts and times are always JSON", e);
        }
    }

    private Optional<Notice> next() throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement update = connection.prepareStatement(NEXT);
                ResultSet row = update.executeQuery()) {
            return row.next()
                    ? Optional.of(new Notice(
                            row.getLong("notice"),
                            row.getString("state"),
                            row.getInt("attempts"),
                            AlarmQuery.alarm(row)))
                    : Optional.empty();
        }
    }
}
