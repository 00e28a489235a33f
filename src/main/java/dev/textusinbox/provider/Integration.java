package dev.textusinbox.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.textusinbox.log.EventTypes;
import dev.textusinbox.platform.request.ProviderIds;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * An integration as the provider has it.
 *
 * @param id without its path
 * @param events the types that are subscribed: the known ones in the guide's order, then any other
 * @param healthy false: the provider has marked it failed, and sends nothing
 * @param json all that the provider said of it
 */
record Integration(String id, String url, boolean active, List<String> events, boolean healthy, JsonNode json) {
    private static final String WEBHOOK = "webhook";

    static Integration of(JsonNode json) {
        JsonNode actions = json.path("settings").path("actions");
        List<String> events = new ArrayList<>(EventTypes.ALL);
        actions.fieldNames().forEachRemaining(name -> {
            if (!events.contains(name)) {
                events.add(name);
            }
        });
        events.removeIf(type -> !actions.path(type).asBoolean());
        return new Integration(
                ProviderIds.bare(json.path("id").asText()).orElse(""),
                json.path("config").path("baseUrl").asText(null),
                json.path("active").asBoolean(),
                List.copyOf(events),
                json.path("isHealthy").asBoolean(true),
                json);
    }

    boolean isWebhook() {
        return !id.isEmpty() && json.path("provider").asText(WEBHOOK).equals(WEBHOOK);
    }

    /** Whether what is sent there arrives where that URL leads, however it is spelt. */
    boolean postsTo(String other) {
        return url != null && place(url).equals(place(other));
    }

    private static String place(String url) {
        try {
            URI uri = URI.create(url.strip());
            String path = uri.getRawPath() == null ? "" : uri.getRawPath().replaceAll("/+$", "");
            return (uri.getHost() + ':' + port(uri)).toLowerCase(Locale.ROOT) + path;
        } catch (IllegalArgumentException e) {
            return url;
        }
    }

    private static int port(URI uri) {
        return uri.getPort() >= 0 ? uri.getPort() : "http".equalsIgnoreCase(uri.getScheme()) ? 80 : 443;
    }

    /**
     * What to send so that it has the settings. A type that this program does not know stays as it is.
     *
     * @param there as it is now; null: it is to be made
     * @param secret null: left out
     */
    static ObjectNode body(Wanted wanted, Integration there, String secret) {
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("@type", "Integration")
                .put("@context", "/contexts/Integration.jsonld")
                .put("active", wanted.active())
                .put("provider", WEBHOOK);
        ObjectNode config = body.putObject("config").put("baseUrl", wanted.url());
        if (secret != null) {
            config.put("webhookSecret", secret);
        }
        ObjectNode actions = body.putObject("settings").putObject("actions");
        if (there != null) {
            there.json.path("settings").path("actions").properties().forEach(action -> {
                if (!EventTypes.ALL.contains(action.getKey())) {
                    actions.set(action.getKey(), action.getValue());
                }
            });
        }
        EventTypes.ALL.forEach(type -> actions.put(type, wanted.events().contains(type)));
        return body;
    }
}
