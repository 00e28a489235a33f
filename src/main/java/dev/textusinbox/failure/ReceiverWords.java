package dev.textusinbox.failure;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What a receiver says is wrong, in the body of its answer. Pure. */
final class ReceiverWords {
    private static final JsonFactory JSON = new JsonFactory();

    /** Where APIs say it (RFC 9457's names among them). */
    private static final Set<String> FIELDS =
            Set.of("error", "message", "detail", "title", "description", "reason", "code", "error_description");

    private static final int MAX_FIELDS = 2;
    private static final int MAX_DEPTH = 4;

    private ReceiverWords() {}

    /**
     * Its words; empty where there are none to be told from a page.
     *
     * @param contentType null: unknown
     * @param body its beginning, and so perhaps broken off
     */
    static String of(String contentType, String body) {
        if (body == null || body.isBlank()) {
            return "";
        }
        String type = contentType == null ? "" : contentType.toLowerCase(Locale.ROOT);
        String start = body.stripLeading();
        if (start.startsWith("{") || start.startsWith("[")) {
            return String.join(": ", ofJson(start));
        }
        return type.contains("html") || start.startsWith("<") ? "" : start;
    }

    private static List<String> ofJson(String body) {
        List<String> found = new ArrayList<>();
        try (JsonParser parser = JSON.createParser(body)) {
            int depth = 0;
            for (JsonToken token = parser.nextToken();
                    token != null && found.size() < MAX_FIELDS;
                    token = parser.nextToken()) {
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
                if (token == JsonToken.VALUE_STRING && depth <= MAX_DEPTH && says(parser.currentName())) {
                    String text = parser.getText().strip();
                    if (!text.isEmpty() && !found.contains(text)) {
                        found.add(text);
                    }
                }
            }
        } catch (IOException e) {
            // Broken off, or no JSON after all: what was found until there.
        }
        return found;
    }

    private static boolean says(String field) {
        return field != null && FIELDS.contains(field.toLowerCase(Locale.ROOT));
    }
}
