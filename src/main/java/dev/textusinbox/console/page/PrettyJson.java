package dev.textusinbox.console.page;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Optional;

/** Bodies for people to read. Whatever a stranger has sent is shown as text. Pure. */
public final class PrettyJson {
    /** More than a person reads; the download has it all. */
    public static final int MAX = 60_000;

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private PrettyJson() {}

    public static Optional<JsonNode> tree(String json) {
        try {
            return json == null ? Optional.empty() : Optional.of(JSON.readTree(json));
        } catch (JsonProcessingException | RuntimeException | StackOverflowError e) {
            // No tree can be made of it, and so it is shown as it came.
            return Optional.empty();
        }
    }

    /** Indented, and what can't be seen made visible; as it came where it is no JSON after all. */
    public static String of(String json) {
        return visible(tree(json).flatMap(PrettyJson::indented).orElse(json));
    }

    private static Optional<String> indented(JsonNode tree) {
        try {
            return Optional.of(tree.toPrettyString());
        } catch (RuntimeException | StackOverflowError e) {
            return Optional.empty();
        }
    }

    /** Control characters and those that turn the direction of writing, spelt out. */
    public static String visible(String text) {
        StringBuilder visible = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (c == '\n' || c == '\t') {
                visible.appendCodePoint(c);
            } else if (Character.isISOControl(c)
                    || Character.getType(c) == Character.FORMAT
                    || Character.getType(c) == Character.SURROGATE) {
                visible.append("\\u%04x".formatted(c));
            } else {
                visible.appendCodePoint(c);
            }
        });
        return visible.toString();
    }
}
