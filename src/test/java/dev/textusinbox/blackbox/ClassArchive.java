package dev.textusinbox.blackbox;

import dev.textusinbox.platform.http.FreePort;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/**
 * The program's classes as the Java machine keeps them, made once for a build and mapped at each start: half of what a start
 * takes of the processor, and the tests make some two hundred.
 */
final class ClassArchive {
    private static final Duration START = Duration.ofSeconds(60);
    private static final long END_SECONDS = 120;

    private ClassArchive() {}

    /** The archive of a jar; nothing where it can't be made: then each start takes longer. */
    static Optional<Path> of(Path jar, List<String> java) {
        try {
            Path all = Files.createDirectories(Path.of("target", "blackbox").toAbsolutePath());
            Path archive =
                    all.resolve("classes-" + Files.getLastModifiedTime(jar).toMillis() + ".jsa");
            // Of several processes that run tests, one makes it.
            try (FileChannel file = FileChannel.open(
                            all.resolve("classes.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = file.lock()) {
                if (lock.isValid() && !Files.exists(archive)) {
                    make(jar, java, archive);
                }
            }
            return Files.exists(archive) ? Optional.of(archive) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void make(Path jar, List<String> java, Path archive) throws IOException {
        Path directory = Scratch.create().path();
        Path made = directory.resolve("classes.jsa");
        int port = FreePort.find();
        List<String> command = new ArrayList<>(java);
        command.addAll(List.of(
                "-XX:ArchiveClassesAtExit=" + made,
                "-Dquarkus.http.port=" + port,
                "-Dinbox.embedded.directory=" + directory.resolve("data"),
                "-Dinbox.sources.textus.allow-unsigned=true",
                "-jar",
                jar.toString()));
        Process program = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile())
                .start();
        try {
            InboxClient client = InboxClient.of(URI.create("http://localhost:" + port));
            Awaitility.await("the program is ready")
                    .atMost(START)
                    .ignoreExceptionsMatching(e -> e instanceof IOException)
                    .until(() -> {
                        var ready = client.get("/q/health/ready");
                        return ready.statusCode() == 200 && !ready.body().contains("\"starting\"");
                    });
            program.destroy();
            if (program.waitFor(END_SECONDS, TimeUnit.SECONDS) && Files.exists(made)) {
                Files.move(made, archive);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        } finally {
            program.destroyForcibly();
        }
    }
}
