package dev.textusinbox.console.page;

import io.quarkus.qute.TemplateData;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a list was asked for.
 *
 * @param path the list's address
 * @param asked its parameters
 * @param labels for people, of the parameters that are conditions, in the order in which they are shown
 */
public record ListFilter(String path, Map<String, List<String>> asked, Map<String, String> labels) {
    public static final String CURSOR = "cursor";

    /**
     * One condition, shown while the form is closed.
     *
     * @param without the address of the list without it
     */
    @TemplateData // a tag's page knows no types, and the native binary has only what the build saw used
    public record Chip(String label, String value, String without) {}

    /** Names and labels in turns. */
    public static Map<String, String> labels(String... namesAndLabels) {
        Map<String, String> labels = new LinkedHashMap<>();
        for (int i = 0; i < namesAndLabels.length; i += 2) {
            labels.put(namesAndLabels[i], namesAndLabels[i + 1]);
        }
        return labels;
    }

    /** Each condition. */
    public List<Chip> chips() {
        return labels.keySet().stream()
                .flatMap(name -> asked.getOrDefault(name, List.of()).stream()
                        .map(value -> new Chip(labels.get(name), value, without(name, value))))
                .toList();
    }

    /** The first value; empty: any. */
    public String value(String name) {
        List<String> values = asked.getOrDefault(name, List.of());
        return values.isEmpty() ? "" : values.get(0);
    }

    /** Whether newer pages came before this one. */
    public boolean isContinued() {
        return asked.containsKey(CURSOR);
    }

    /** The address of the page that begins there; null where the cursor is null. */
    public String page(String cursor) {
        return Addresses.with(path, asked, CURSOR, cursor);
    }

    /** The address of the first page. */
    public String first() {
        return Addresses.of(path, fromTheFirst());
    }

    private Map<String, List<String>> fromTheFirst() {
        Map<String, List<String>> parameters = new LinkedHashMap<>(asked);
        parameters.remove(CURSOR);
        return parameters;
    }

    private String without(String name, String value) {
        Map<String, List<String>> others = fromTheFirst();
        List<String> values = new ArrayList<>(others.get(name));
        values.remove(value);
        others.put(name, values);
        return Addresses.of(path, others);
    }
}
