package dev.textusinbox.receive;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.textusinbox.operate.quarantine.FilledProfile;
import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(FilledProfile.class)
class LastDeliveriesTest {
    @Inject
    LastDeliveries lastDeliveries;

    @Inject
    AgroalDataSource database;

    @Inject
    MeterRegistry meters;

    @Test
    void aRestartDoesNotHideASilence() throws Exception {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO source (name) VALUES ('quiet') ON CONFLICT DO NOTHING");
            statement.execute("UPDATE source SET last_received_at = now() - interval '1 hour' WHERE name = 'quiet'");
        }
        lastDeliveries.load();
        double silence = meters.get("inbox.silence.seconds")
                .tag("source", FilledProfile.QUIET)
                .gauge()
                .value();
        assertTrue(silence >= 3600, "silent for " + silence + " s");
    }
}
