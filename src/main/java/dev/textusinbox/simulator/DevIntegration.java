package dev.textusinbox.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.arc.profile.IfBuildProfile;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.Optional;

/** In dev mode only: the integration that deliveries are sent for, which is the simulated account's first. */
@IfBuildProfile("dev")
@Singleton
class DevIntegration {
    private final DevProvider provider;

    DevIntegration(DevProvider provider) {
        this.provider = provider;
    }

    /** Where it posts to; as usual, where there is none. */
    SimulatorTarget target(SimulatorTarget usual) {
        return own().map(own -> new SimulatorTarget(
                        URI.create(own.at("/config/baseUrl").asText()),
                        own.at("/config/webhookSecret").asText(usual.secret())))
                .orElse(usual);
    }

    /** Whether events of that type are sent. */
    boolean wants(String type) {
        return own().map(own -> own.path("active").asBoolean()
                        && own.at("/settings/actions").path(type).asBoolean())
                .orElse(true);
    }

    /** The failed mark, as the API shows it. */
    void marked(boolean failed) {
        own().ifPresent(own -> api().orElseThrow().healthy(id(own), !failed));
    }

    boolean subscribe(String type, boolean wanted) {
        Optional<ObjectNode> own = own();
        own.ifPresent(it -> api().orElseThrow()
                .edit(
                        id(it),
                        integration ->
                                integration.withObject("/settings/actions").put(type, wanted)));
        return own.isPresent();
    }

    private Optional<ObjectNode> own() {
        return api().flatMap(api -> api.integrations().stream().findFirst());
    }

    private Optional<SimulatedIntegrations> api() {
        return provider.api();
    }

    private static String id(ObjectNode integration) {
        return integration.path("id").asText();
    }
}
