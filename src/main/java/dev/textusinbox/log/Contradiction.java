package dev.textusinbox.log;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Arrays;

/**
 * Whether a repeat says something else than what is stored. Looked at for repeats only, so a new event pays nothing.
 */
final class Contradiction {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private Contradiction() {}

    /**
     * Under the same delivery id every byte counts; under another one, all but the envelope's own {@code id} and
     * {@code timestamp}, which belong to the delivery and not to the event.
     */
    static boolean between(byte[] stored, byte[] repeat, boolean sameDelivery) {
        if (stored == null || Arrays.equals(stored, repeat)) {
            return false;
        }
        return sameDelivery || !sameContent(stored, repeat);
    }

    private static boolean sameContent(byte[] stored, byte[] repeat) {
        try {
            return content(stored).equals(content(repeat));
        } catch (IOException | RuntimeException | StackOverflowError e) {
            // Such as an exponent that no number has, or nesting that no tree can hold.
            return sameTokens(stored, repeat);
        }
    }

    private static JsonNode content(byte[] body) throws IOException {
        JsonNode tree = JSON.readTree(body);
        if (tree instanceof ObjectNode object) {
            object.remove("id");
            object.remove("timestamp");
        }
        return tree;
    }

    /** In the order of members, and numbers as they are written. What can't be compared is for people to look at. */
    private static boolean sameTokens(byte[] stored, byte[] repeat) {
        try (JsonParser one = BodyParsers.decoded(stored);
                JsonParser other = BodyParsers.decoded(repeat)) {
            if (one == null || other == null) {
                return false;
            }
            JsonToken token = next(one);
            while (token == next(other)) {
                if (token == null) {
                    return true;
                }
                if (!one.getText().equals(other.getText())) {
                    return false;
                }
                token = next(one);
            }
        } catch (IOException | RuntimeException e) {
            return false;
        }
        return false;
    }

    /** The next token that belongs to the event. */
    private static JsonToken next(JsonParser json) throws IOException {
        JsonToken token = json.nextToken();
        while (token == JsonToken.FIELD_NAME
                && json.getParsingContext().getParent().inRoot()
                && (json.currentName().equals("id") || json.currentName().equals("timestamp"))) {
            json.nextToken();
            json.skipChildren();
            token = json.nextToken();
        }
        return token;
    }
}
