package dev.textusinbox.deploy;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the page has a reader type is what CI builds and runs. */
class OwnHandlersPageTest {
    private static final Path EXAMPLE = Path.of("examples/own-handlers");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pom.xml",
                "src/main/java/com/example/crm/OptOuts.java",
                "src/main/resources/db/handlers/V1__opt_out_count.sql",
                "src/test/java/com/example/crm/OptOutsTest.java"
            })
    void itsFilesAreThoseOfTheExample(String file) throws IOException {
        String page = Files.readString(Path.of("docs/own-handlers.md"));
        String block = Files.readString(EXAMPLE.resolve(file))
                .lines()
                .map(line -> line.isEmpty() ? line : "    " + line)
                .collect(Collectors.joining("\n"));
        assertTrue(page.contains("`" + file + "`"), "it says where it goes");
        assertTrue(page.contains(block), "and what it holds:\n" + block);
    }
}
