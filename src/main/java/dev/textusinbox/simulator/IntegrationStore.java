package dev.textusinbox.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;

/** The integrations of the simulated account, as JSON, and the rules for what may be put there. */
final class IntegrationStore {
    static final String MEDIA_TYPE = "application/vnd.textus+jsonld";
    static final JsonMapper JSON = JsonMapper.builder().build();

    private static final String FILTERED = "[FILTERED]";
    private static final List<String> SECRETS = List.of("webhookSecret", "clientSecret");

    private final Map<String, ObjectNode> byId = new LinkedHashMap<>();
    private final Ids ids = new Ids(new Random());
    private int pageSize = 30;

    /** What the API's user did wrong. */
    static final class InvalidCall extends Exception {
        private static final long serialVersionUID = 1;

        final int status;

        InvalidCall(int status, String description) {
            super(description);
            this.status = status;
        }
    }

    static String error(String description) {
        return JSON.createObjectNode()
                .put("@context", "/contexts/Error.jsonld")
                .put("@type", "hydra:Error")
                .put("hydra:title", "An error occurred")
                .put("hydra:description", description)
                .toString();
    }

    synchronized String create(String body) throws InvalidCall {
        ObjectNode given = read(body);
        String id = "/integrations/" + ids.next();
        ObjectNode made = JSON.createObjectNode().put("@type", "Integration").put("id", id);
        made.setAll(given);
        made.put("id", id).put("isHealthy", true);
        byId.put(id, made);
        return filtered(made).toString();
    }

    /** Replaces all but what only the provider sets; a secret that is not given is kept. */
    synchronized String update(String id, String body) throws InvalidCall {
        ObjectNode old = find(id);
        ObjectNode given = read(body);
        for (String secret : SECRETS) {
            JsonNode kept = old.path("config").get(secret);
            if (kept != null && !given.path("config").has(secret)) {
                ((ObjectNode) given.get("config")).set(secret, kept);
            }
        }
        given.put("@type", "Integration")
                .put("id", id)
                .put("isHealthy", old.path("isHealthy").asBoolean());
        byId.put(id, given);
        return filtered(given).toString();
    }

    synchronized String one(String id) throws InvalidCall {
        return filtered(find(id)).toString();
    }

    synchronized void delete(String id) throws InvalidCall {
        find(id);
        byId.remove(id);
    }

    /** @param page from 1 */
    synchronized String list(int page) {
        ObjectNode collection = JSON.createObjectNode().put("@type", "hydra:Collection");
        ArrayNode members = collection.putArray("members");
        byId.values().stream()
                .skip((page - 1L) * pageSize)
                .limit(pageSize)
                .forEach(each -> members.add(filtered(each)));
        return collection.put("totalItems", byId.size()).toString();
    }

    synchronized void pageSize(int size) {
        pageSize = size;
    }

    synchronized List<ObjectNode> all() {
        List<ObjectNode> copies = new ArrayList<>();
        byId.values().forEach(each -> copies.add(each.deepCopy()));
        return copies;
    }

    synchronized void edit(String id, Consumer<ObjectNode> change) {
        change.accept(byId.get(id));
    }

    private ObjectNode find(String id) throws InvalidCall {
        ObjectNode found = byId.get(id);
        if (found == null) {
            throw new InvalidCall(404, "Not Found");
        }
        return found;
    }

    private static ObjectNode read(String body) throws InvalidCall {
        JsonNode given;
        try {
            given = JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw new InvalidCall(400, "Syntax error");
        }
        if (!given.isObject() || !given.path("provider").asText().equals("webhook")) {
            throw new InvalidCall(422, "provider: this value is not valid");
        }
        if (!isUrl(given.path("config").path("baseUrl").asText())) {
            throw new InvalidCall(422, "config.baseUrl: this value is not a valid URL");
        }
        for (var action : given.path("settings").path("actions").properties()) {
            if (!DeliveryFactory.TYPES.contains(action.getKey())
                    || !action.getValue().isBoolean()) {
                throw new InvalidCall(422, "settings.actions." + action.getKey() + ": this value is not valid");
            }
        }
        return (ObjectNode) given;
    }

    private static boolean isUrl(String text) {
        try {
            URI url = URI.create(text);
            return url.getHost() != null && url.getScheme().startsWith("http");
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static ObjectNode filtered(ObjectNode integration) {
        ObjectNode copy = integration.deepCopy();
        for (String secret : SECRETS) {
            if (copy.path("config").hasNonNull(secret)) {
                ((ObjectNode) copy.get("config")).put(secret, FILTERED);
            }
        }
        return copy;
    }
}
