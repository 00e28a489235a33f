package dev.textusinbox.console.provider;

import dev.textusinbox.platform.http.FreePort;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** What {@code ./mvnw quarkus:dev} starts, on ports and with data of its own; nothing is sent until a test says so. */
public class DevModeProfile implements QuarkusTestProfile {
    @Override
    public String getConfigProfile() {
        return "dev";
    }

    @Override
    public Map<String, String> getConfigOverrides() {
        String port = Integer.toString(FreePort.find());
        return Map.of(
                "quarkus.http.port",
                port,
                "quarkus.http.test-port",
                port,
                "inbox.sources.textus.provider.base-url",
                "http://localhost:" + FreePort.find(),
                "inbox.sources.textus.provider.public-url",
                "http://localhost:" + port,
                "inbox.embedded.directory",
                "target/test-data/dev",
                "inbox.embedded.fresh",
                "true",
                "inbox.simulator.rate",
                "0");
    }
}
