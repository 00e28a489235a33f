package dev.textusinbox.alarm;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.Metrics;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class AlarmRoundTest {
    @Inject
    AlarmRound round;

    @Inject
    ScriptedAlarm.Broken broken;

    @Inject
    ScriptedAlarm.Well well;

    @Inject
    AgroalDataSource database;

    @AfterEach
    void allIsWell() throws SQLException {
        broken.broken = false;
        well.finds = false;
        awaitOpen(false);
        // A kind that nobody else knows.
        try (var connection = database.getConnection();
                var delete = connection.createStatement()) {
            delete.execute("DELETE FROM alarm_notice WHERE alarm_id IN (SELECT id FROM alarm WHERE kind = '"
                    + ScriptedAlarm.KIND + "')");
            delete.execute("DELETE FROM alarm WHERE kind = '" + ScriptedAlarm.KIND + "'");
        }
    }

    @Test
    void aKindThatFailsSilencesNoOther() {
        broken.broken = true;
        well.finds = true;

        awaitOpen(true);
    }

    @Test
    void aKindThatFailsIsCounted() {
        double before = failures();
        broken.broken = true;

        round.sweep();

        assertTrue(failures() > before);
    }

    private double failures() {
        return Metrics.globalRegistry
                .get("inbox.loop.failures")
                .tag("loop", "alarm-scripted-broken")
                .counter()
                .count();
    }

    /** The program's own rounds go on beside ours; one of them at a time. */
    private void awaitOpen(boolean open) {
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            round.sweep();
            return isOpen() == open;
        });
    }

    private boolean isOpen() throws SQLException {
        try (var connection = database.getConnection();
                var select = connection.prepareStatement(
                        "SELECT EXISTS (SELECT 1 FROM alarm WHERE kind = ? AND until IS NULL)")) {
            select.setString(1, ScriptedAlarm.KIND);
            try (var row = select.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }
}
