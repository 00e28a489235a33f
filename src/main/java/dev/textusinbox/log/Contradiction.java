package dev.textusinbox.log;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Arrays;

/**
 * Whether a repeat says something else than what is stored. Looked at for repeats only, so a new event pays nothing.
 */
final class Contradiction {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Contradiction() {}

    /**
     * Under the same delivery id every byte counts; under another one, all but the envelope's own {@code id} and
     * {@code timestamp}, which belong to the delivery and not to the event.
     */
    static boolean between(byte[] stored, byte[] repeat, boolean sameDelivery) {
        if (stored == null || Arrays.equals(stored, repeat)) {
            return false;
        }
        return sameDelivery || !content(stored).equals(content(repeat));
    }

    private static JsonNode content(byte[] body) {
        try {
            JsonNode tree = JSON.readTree(body);
            if (tree instanceof ObjectNode object) {
                object.remove("id");
                object.remove("timestamp");
            }
            return tree;
        } catch (IOException e) {
            throw new IllegalArgumentException("a stored event is valid JSON", e);
        }
    }
}
