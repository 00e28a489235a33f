package dev.textusinbox.provider;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the provider said, fit for an operator: short, one line, no page of HTML, and no secret of ours. Pure. */
final class ProviderMessage {
    private static final int MAX = 300;
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final List<String> WORDS = List.of(
            "hydra:description",
            "description",
            "detail",
            "message",
            "error_description",
            "error",
            "hydra:title",
            "title");
    private static final Pattern TITLE = Pattern.compile("(?is)<title[^>]*>(.{1,200}?)</title>");

    private ProviderMessage() {}

    /**
     * The gist of an answer; empty where it has none.
     *
     * @param contentType as it came, or null
     * @param secrets what must not be in it, though the provider may quote what it was sent
     */
    static String of(String contentType, String body, Collection<String> secrets) {
        String text = body == null ? "" : body.strip();
        return clean(isHtml(contentType, text) ? page(text) : json(text), secrets);
    }

    private static boolean isHtml(String contentType, String text) {
        return text.startsWith("<")
                || (contentType != null && contentType.toLowerCase(Locale.ROOT).startsWith("text/html"));
    }

    private static String page(String html) {
        Matcher title = TITLE.matcher(html);
        return title.find() ? "an HTML page titled \"" + title.group(1).strip() + '"' : "an HTML page";
    }

    /** The words in a JSON error; the text itself where it is none. */
    private static String json(String text) {
        JsonNode error;
        try {
            error = JSON.readTree(text);
        } catch (JsonProcessingException e) {
            return text;
        }
        for (String word : WORDS) {
            if (error.path(word).isTextual() && !error.path(word).asText().isBlank()) {
                return error.path(word).asText();
            }
        }
        return text;
    }

    private static String clean(String text, Collection<String> secrets) {
        String clean = text;
        for (String secret : secrets) {
            if (!secret.isEmpty()) {
                clean = clean.replace(secret, "***");
            }
        }
        clean = clean.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        return clean.length() <= MAX ? clean : clean.substring(0, MAX) + "…";
    }
}
