package dev.textusinbox.reconciliation;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** Sources that nobody else has anything of. Nothing is scheduled: alarms and hours are what a test puts there. */
public class ReconciliationProfile implements QuarkusTestProfile {
    static final String SOURCE = "reconciled";

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "quarkus.scheduler.start-mode",
                "halted",
                "inbox.embedded.directory",
                "target/test-data/reconciliation",
                "inbox.sources." + SOURCE + ".allow-unsigned",
                "true",
                "inbox.sources.quiet.allow-unsigned",
                "true");
    }
}
