package dev.textusinbox.history.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.textusinbox.platform.problem.ProblemException;
import dev.textusinbox.platform.request.QueryParameters;
import java.io.IOException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a body must hold. It is looked for here and not in the database: {@code jsonb} refuses NULs and halves of surrogate
 * pairs, and one such body would fail the whole statement.
 *
 * @param fragment JSON that the body contains, as {@code jsonb}'s {@code @>} has it; null for any
 * @param words words of the message, in lowercase; empty for any
 */
record BodySearch(JsonNode fragment, Set<String> words) {
    /** The query parameters that {@link #of} reads. */
    static final Set<String> PARAMETERS = Set.of("payload", "text");

    /** The work is the body's size times the fragment's. */
    private static final int MAX = 2_000;

    /** Letters and digits with their marks, or one sign such as an emoji. */
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}\\p{N}]+|\\p{So}");

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    BodySearch {
        words = Set.copyOf(words);
    }

    /** What a request looks for in bodies; null for nothing. A 400 names what can't be read. */
    static BodySearch of(QueryParameters query) {
        String payload = query.text("payload");
        String text = query.text("text");
        if (payload == null && text == null) {
            return null;
        }
        return new BodySearch(payload == null ? null : fragment(payload), text == null ? Set.of() : asked(text));
    }

    /** The JSON of a body, to be asked about; a missing node where it can't be read, which contains nothing. */
    static JsonNode read(byte[] body) {
        try {
            return body == null ? MissingNode.getInstance() : JSON.readTree(body);
        } catch (IOException | RuntimeException | StackOverflowError e) {
            // Such as a number of thousands of digits or with an exponent beyond int, for which Jackson throws no
            // IOException: good enough to be stored, not to be looked into.
            return MissingNode.getInstance();
        }
    }

    /** Whether the body, as {@link #read} gave it, holds all that is looked for. */
    boolean matches(JsonNode body) {
        try {
            return (fragment == null || contains(body, fragment))
                    && (words.isEmpty()
                            || words(body.path("message").path("body").asText(""))
                                    .containsAll(words));
        } catch (RuntimeException | StackOverflowError e) {
            // What can't be looked into is not found, whatever is in it.
            return false;
        }
    }

    private static boolean contains(JsonNode whole, JsonNode part) {
        if (part.isObject()) {
            return whole.isObject()
                    && part.properties().stream().allMatch(member -> {
                        JsonNode there = whole.get(member.getKey());
                        return there != null && contains(there, member.getValue());
                    });
        }
        if (part.isArray()) {
            return whole.isArray()
                    && part.valueStream()
                            .allMatch(element -> whole.valueStream().anyMatch(there -> contains(there, element)));
        }
        if (part.isNumber() && whole.isNumber()) {
            return part.decimalValue().compareTo(whole.decimalValue()) == 0;
        }
        return part.equals(whole);
    }

    private static JsonNode fragment(String text) {
        if (text.length() <= MAX) {
            try {
                JsonNode fragment = JSON.readTree(text);
                if (fragment.isObject()) {
                    return fragment;
                }
            } catch (JsonProcessingException | NumberFormatException e) {
                // Told below.
            }
        }
        throw ProblemException.badParameter(
                "payload",
                "It must be a JSON object of at most " + MAX
                        + " characters, such as {\"message\":{\"deliveryState\":\"failed\"}}.");
    }

    private static Set<String> asked(String text) {
        Set<String> words = words(text);
        if (words.isEmpty() || text.length() > MAX) {
            throw ProblemException.badParameter(
                    "text", "It must have a word in it, and at most " + MAX + " characters.");
        }
        return words;
    }

    private static Set<String> words(String text) {
        Set<String> words = new HashSet<>();
        Matcher word = WORD.matcher(text.toLowerCase(Locale.ROOT));
        while (word.find()) {
            words.add(word.group());
        }
        return words;
    }
}
