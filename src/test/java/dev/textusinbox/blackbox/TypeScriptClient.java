package dev.textusinbox.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The client in TypeScript, built as it is published, in the build's own directory. */
final class TypeScriptClient {
    private static final Path SOURCE = Path.of("clients/typescript");
    private static final Path BUILT = Path.of("target/clients/typescript").toAbsolutePath();
    private static boolean done;

    private TypeScriptClient() {}

    /** Where it is; its types are made of the program's own document, and must be those that are kept. */
    static synchronized Path built() throws IOException, InterruptedException {
        Tool.needed(isThere("npm"), "npm");
        if (!done) {
            copy();
            run("npm", "install", "--no-package-lock", "--no-audit", "--no-fund", "--loglevel=error");
            String kept = Files.readString(BUILT.resolve("src/api.ts"));
            run("npx", "openapi-typescript", "../../openapi/openapi.yaml", "--output", "src/api.ts");
            assertEquals(
                    kept,
                    Files.readString(BUILT.resolve("src/api.ts")),
                    "the API has changed: npm run types in clients/typescript");
            run("npm", "run", "build");
            done = true;
        }
        return BUILT;
    }

    private static boolean isThere(String program) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
    }

    private static void copy() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCE)) {
            files.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().contains("node_modules")
                            && !file.toString().contains("dist/"))
                    .forEach(TypeScriptClient::copy);
        }
    }

    private static void copy(Path file) {
        try {
            Path target = BUILT.resolve(SOURCE.relativize(file));
            Files.createDirectories(target.getParent());
            Files.write(target, Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void run(String... command) throws IOException, InterruptedException {
        Path output = Files.createTempFile("npm", ".txt");
        Process process = new ProcessBuilder(command)
                .directory(BUILT.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertEquals(0, process.waitFor(), String.join(" ", command) + ":\n" + Files.readString(output));
    }
}
