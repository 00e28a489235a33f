package dev.textusinbox.blackbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.stream.Stream;

/** A directory of one process, under {@code target}: a log in it can be read when all is over. */
record Scratch(Path path) {
    static Scratch create() {
        try {
            Path all = Files.createDirectories(Path.of("target", "blackbox").toAbsolutePath());
            return new Scratch(Files.createTempDirectory(all, "run"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All of a directory, into one that is made for it or empty. */
    static void copy(Path from, Path to) {
        try (Stream<Path> paths = Files.walk(from)) {
            for (Path each : paths.toList()) {
                Path target = to.resolve(from.relativize(each).toString());
                if (!target.equals(to) || !Files.exists(to)) {
                    Files.copy(each, target, StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A database takes 60 MB, and a machine has many builds. */
    void deleteAllBut(Path kept) {
        try (Stream<Path> paths = Files.walk(path)) {
            for (Path each : paths.sorted(Comparator.reverseOrder()).toList()) {
                if (!kept.startsWith(each)) {
                    Files.deleteIfExists(each);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
