package dev.textusinbox.platform.process;

import io.quarkus.info.runtime.spi.InfoContributor;
import jakarta.inject.Singleton;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What this program is, for {@code /q/info}; the framework adds the commit. */
@Singleton
class ProgramInfo implements InfoContributor {
    private final String name;
    private final String version;

    ProgramInfo(
            @ConfigProperty(name = "quarkus.application.name") String name,
            @ConfigProperty(name = "quarkus.application.version") String version) {
        this.name = name;
        this.version = version;
    }

    @Override
    public String name() {
        return "program";
    }

    @Override
    public Map<String, Object> data() {
        return Map.of("name", name, "version", version);
    }
}
