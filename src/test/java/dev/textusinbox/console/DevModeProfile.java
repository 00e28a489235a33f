package dev.textusinbox.console;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;

/** What {@code ./mvnw quarkus:dev} starts, on ports and with data of its own; nothing is sent until a test says so. */
public class DevModeProfile implements QuarkusTestProfile {
    @Override
    public String getConfigProfile() {
        return "dev";
    }

    @Override
    public Map<String, String> getConfigOverrides() {
        String port = freePort();
        return Map.of(
                "quarkus.http.port",
                port,
                "quarkus.http.test-port",
                port,
                "inbox.sources.textus.provider.base-url",
                "http://localhost:" + freePort(),
                "inbox.sources.textus.provider.public-url",
                "http://localhost:" + port,
                "inbox.embedded.directory",
                "target/test-data/dev",
                "inbox.embedded.fresh",
                "true",
                "inbox.simulator.rate",
                "0");
    }

    private static String freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return Integer.toString(socket.getLocalPort());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
