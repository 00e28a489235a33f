package dev.textusinbox.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whoever follows a link in the docs, or a pointer from a file to them, gets somewhere. */
class DocLinksTest {
    private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]*)\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");
    /** Code, in which brackets mean something else. */
    private static final Pattern CODE = Pattern.compile("(?m)^ {4}.*$|`[^`]*`");

    private static final Pattern TEXT =
            Pattern.compile(".*(\\.(java|yml|yaml|sh|conf|example|service|properties|py)|native|jvm|run)");

    private static final Pattern POINTER = Pattern.compile("docs/[a-z0-9/-]+\\.md(?:#[a-z0-9-]+)?");

    @Test
    void everyLinkLeadsToAPageAndItsSection() throws IOException {
        List<String> broken = new ArrayList<>();
        int links = 0;
        for (Path page : pages()) {
            Matcher link = LINK.matcher(CODE.matcher(Files.readString(page)).replaceAll(""));
            while (link.find()) {
                String target = link.group(1);
                if (!target.contains(":")) {
                    links++;
                    Path directory = page.toAbsolutePath().getParent();
                    int at = target.indexOf('#');
                    Path file = at == 0
                            ? page
                            : directory
                                    .resolve(at < 0 ? target : target.substring(0, at))
                                    .normalize();
                    if (!isThere(file, at < 0 ? "" : target.substring(at + 1))) {
                        broken.add(page + ": " + target);
                    }
                }
            }
        }
        assertTrue(links > 100, "links: " + links);
        assertEquals(List.of(), broken);
    }

    @Test
    void everyPointerToAPageOfTheDocsLeadsThere() throws IOException {
        List<String> broken = new ArrayList<>();
        int pointers = 0;
        for (String from :
                List.of("src", "deploy", "Dockerfile.native", "Dockerfile.jvm", ".ci", "bench", "examples")) {
            for (Path file : files(Path.of(from))) {
                for (MatchResult pointer :
                        POINTER.matcher(Files.readString(file)).results().toList()) {
                    pointers++;
                    String[] parts = pointer.group().split("#", 2);
                    if (!isThere(Path.of(parts[0]), parts.length < 2 ? "" : parts[1])) {
                        broken.add(file + ": " + pointer.group());
                    }
                }
            }
        }
        assertTrue(pointers > 20, "pointers: " + pointers);
        assertEquals(List.of(), broken);
    }

    private static boolean isThere(Path file, String section) throws IOException {
        return Files.exists(file) && (section.isEmpty() || sections(file).contains(section));
    }

    /** As the hosts of repositories name them. */
    private static Set<String> sections(Path page) throws IOException {
        return HEADING.matcher(Files.readString(page))
                .results()
                .map(heading -> heading.group(1)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N} _-]", "")
                        .replace(' ', '-'))
                .collect(Collectors.toSet());
    }

    private static List<Path> pages() throws IOException {
        try (Stream<Path> top = Files.list(Path.of("."));
                Stream<Path> docs = Files.walk(Path.of("docs"))) {
            return Stream.concat(top, docs)
                    .filter(file -> file.toString().endsWith(".md"))
                    .toList();
        }
    }

    private static List<Path> files(Path from) throws IOException {
        try (Stream<Path> walk = Files.walk(from)) {
            return walk.filter(file -> TEXT.matcher(file.toString()).matches() && Files.isRegularFile(file))
                    .toList();
        }
    }
}
