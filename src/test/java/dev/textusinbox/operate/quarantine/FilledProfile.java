package dev.textusinbox.operate.quarantine;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** A database of its own, which a test may fill. */
public class FilledProfile implements QuarkusTestProfile {
    static final String SOURCE = "filled";
    /** Nothing comes from it. */
    public static final String QUIET = "quiet";

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "inbox.embedded.directory",
                "target/test-data/filled",
                "inbox.sources." + SOURCE + ".allow-unsigned",
                "true",
                "inbox.sources." + QUIET + ".allow-unsigned",
                "true");
    }
}
