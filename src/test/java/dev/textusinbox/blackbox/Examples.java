package dev.textusinbox.blackbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The marked examples of a page of the documentation. */
final class Examples {
    private static final Pattern BLOCK =
            Pattern.compile("<!-- (run|java): (\\S+) -->\\n```(\\w+)\\n(.*?)\\n```\\n", Pattern.DOTALL);

    private static final Pattern FENCE = Pattern.compile("^```\\w", Pattern.MULTILINE);

    /**
     * One of them.
     *
     * @param language as the page names it: bash, js or java
     */
    record Example(String name, String language, String code) {}

    private Examples() {}

    /** All of them, by name; every fenced block must have its mark. */
    static Map<String, Example> of(Path page) throws IOException {
        String text = Files.readString(page);
        Map<String, Example> examples = new LinkedHashMap<>();
        Matcher block = BLOCK.matcher(text);
        while (block.find()) {
            examples.put(block.group(2), new Example(block.group(2), block.group(3), block.group(4)));
        }
        long fences = FENCE.matcher(text).results().count();
        if (fences != examples.size()) {
            throw new AssertionError(fences + " blocks, of which marked: " + examples.keySet());
        }
        return examples;
    }
}
