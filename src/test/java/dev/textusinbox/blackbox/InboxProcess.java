package dev.textusinbox.blackbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.textusinbox.platform.http.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/**
 * The packaged program as an operator would run it: one scratch directory, one port, the same settings at each start.
 *
 * <p>A native binary brings no database, and gets a {@link PostgresServer} where the settings name none.
 */
final class InboxProcess implements AutoCloseable {
    /** The first start makes a database, on a machine that may be busy with other builds. */
    private static final Duration START = Duration.ofMinutes(2);

    private static final Duration STOP = Duration.ofSeconds(10);
    private static final int LINES_SHOWN = 40;

    private final Scratch scratch;
    private final Map<String, String> settings = new LinkedHashMap<>();
    private final List<String> options = new ArrayList<>();
    private final Map<String, String> environment = new LinkedHashMap<>();
    private final Path log;
    private final int port;
    private PostgresServer database;
    private Process process;

    private InboxProcess(Scratch scratch, Map<String, String> settings) {
        this.scratch = scratch;
        this.log = scratch.path().resolve("program.log");
        this.port = FreePort.find();
        this.settings.put("quarkus.http.host", "127.0.0.1");
        this.settings.put("quarkus.http.port", Integer.toString(port));
        this.settings.putAll(settings);
    }

    /** Not started yet; with nothing set but where it listens. */
    static InboxProcess bare(Map<String, String> settings) {
        return new InboxProcess(Scratch.create(), settings);
    }

    /** Not started yet; with a source and the keys that {@link InboxClient} uses, and these settings. */
    static InboxProcess with(Map<String, String> settings) {
        var all = new LinkedHashMap<>(Keys.settings());
        all.putAll(settings);
        return bare(all);
    }

    /** Options of the Java machine, which a native binary does without. */
    InboxProcess options(String... more) {
        options.addAll(List.of(more));
        return this;
    }

    /** A variable of its environment, from its next start on. */
    InboxProcess environment(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /** From its next start on. */
    InboxProcess set(String key, String value) {
        settings.put(key, value);
        return this;
    }

    /** Starts it, and waits until it says that it is ready, and has its schema or knows why not. */
    InboxProcess start() {
        launch();
        Awaitility.await("the program is ready")
                .atMost(START)
                .pollInterval(Duration.ofMillis(50))
                .failFast(this::assertRuns)
                .ignoreExceptionsMatching(e -> e instanceof IOException)
                .until(this::isReady);
        return this;
    }

    private boolean isReady() throws Exception {
        var ready = client().get("/q/health/ready");
        return ready.statusCode() == 200 && !ready.body().contains("\"starting\"");
    }

    /** Starts it, and returns at once. */
    void launch() {
        if (!Program.isJar() && !settings.containsKey(PostgresServer.URL)) {
            database = PostgresServer.create();
            settings.putAll(database.settings());
        }
        try {
            var builder = new ProcessBuilder(command())
                    .directory(scratch.path().toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
            builder.environment().putAll(environment);
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> command() {
        List<String> set = settings.entrySet().stream()
                .map(each -> "-D" + each.getKey() + "=" + each.getValue())
                .toList();
        return Program.command(options, set);
    }

    /** Where it runs, and makes what it makes by itself. */
    Path directory() {
        return scratch.path();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    /** SIGTERM, without waiting for what comes of it. */
    void terminate() {
        process.destroy();
    }

    /** SIGTERM; the exit code. */
    int stop() {
        terminate();
        return awaitExit(STOP);
    }

    /** SIGKILL: nothing in it runs any more when this returns. */
    void kill9() {
        process.destroyForcibly();
        awaitExit(STOP);
    }

    /** Waits until it has ended; the exit code. */
    int awaitExit(Duration patience) {
        try {
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError("the program has not ended within " + patience + lastLines());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    long pid() {
        return process.pid();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + port);
    }

    int port() {
        return port;
    }

    InboxClient client() {
        return InboxClient.of(uri());
    }

    /** All that it has printed, over all its starts. */
    String output() {
        try {
            return Files.exists(log) ? Files.readString(log, UTF_8) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** For a failure's message. */
    String lastLines() {
        List<String> lines = output().lines().toList();
        return lines.stream()
                .skip(Math.max(0, lines.size() - LINES_SHOWN))
                .reduce("\n--- the end of " + log + " ---", (before, line) -> before + "\n" + line);
    }

    private void assertRuns() {
        if (!process.isAlive()) {
            throw new AssertionError("the program ended with " + process.exitValue() + lastLines());
        }
    }

    @Override
    public void close() {
        try {
            if (process != null && process.isAlive()) {
                process.destroy();
                if (!process.waitFor(2 * STOP.toSeconds(), TimeUnit.SECONDS)) {
                    kill9();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            if (database != null) {
                database.close();
            }
            scratch.deleteAllBut(log);
        }
    }
}
