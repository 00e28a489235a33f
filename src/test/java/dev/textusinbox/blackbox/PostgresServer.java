package dev.textusinbox.blackbox;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/** A real, durable PostgreSQL that is not the program's own: it is stopped, killed and started under it. */
final class PostgresServer implements AutoCloseable {
    static final String URL = "quarkus.datasource.jdbc.url";

    static final String PASSWORD = "password-of-the-black-box";

    private final Scratch scratch = Scratch.create();
    private final Path data = scratch.path().resolve("data");
    private final Path log = scratch.path().resolve("postgres.log");
    private final int port = FreePort.find();
    private EmbeddedPostgres running;

    private PostgresServer() {}

    /** A running one, with an empty database whose owner is no superuser. */
    static PostgresServer create() {
        var server = new PostgresServer();
        server.start();
        try (var connection = server.running.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("CREATE ROLE inbox LOGIN PASSWORD '" + PASSWORD + "'");
            statement.execute("CREATE DATABASE inbox OWNER inbox");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return server;
    }

    /** What the program needs to use it. */
    Map<String, String> settings() {
        return Map.of(
                URL,
                "jdbc:postgresql://127.0.0.1:" + port + "/inbox",
                "quarkus.datasource.username",
                "inbox",
                "quarkus.datasource.password",
                PASSWORD);
    }

    /** On the same port and data each time. */
    void start() {
        var output = ProcessBuilder.Redirect.appendTo(log.toFile());
        try {
            running = EmbeddedPostgres.builder()
                    .setPort(port)
                    .setDataDirectory(data)
                    .setCleanDataDirectory(false)
                    .setRegisterShutdownHook(false)
                    .setOutputRedirector(output)
                    .setErrorRedirector(output)
                    .setPGStartupWait(Duration.ofSeconds(30))
                    // The library turns these off; here what was acknowledged must outlive a kill.
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("full_page_writes", "on")
                    .setServerConfig("unix_socket_directories", "")
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** PostgreSQL's fast shutdown: sessions are ended, all is written. */
    void stop() {
        try {
            running.close();
            running = null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** SIGKILL for the postmaster and all its children, as when the machine goes. */
    void kill9() {
        List<ProcessHandle> processes = new ArrayList<>();
        var postmaster = postmaster();
        processes.add(postmaster);
        postmaster.descendants().forEach(processes::add);
        // The postmaster first: it would start anew for a child that crashed.
        processes.forEach(ProcessHandle::destroyForcibly);
        Awaitility.await("the killed database's processes are gone")
                .atMost(Duration.ofSeconds(10))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> processes.stream().noneMatch(PostgresServer::runs));
        // For the library's own lock on the directory; there is nothing left for it to stop.
        stop();
    }

    private ProcessHandle postmaster() {
        try {
            String pid = Files.readAllLines(data.resolve("postmaster.pid")).get(0);
            return ProcessHandle.of(Long.parseLong(pid.strip())).orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A container without an init leaves the dead as zombies, which count as alive but have no command any more. */
    private static boolean runs(ProcessHandle process) {
        return process.isAlive() && process.info().command().isPresent();
    }

    @Override
    public void close() {
        if (running != null) {
            stop();
        }
        scratch.deleteAllBut(log);
    }
}
