package dev.textusinbox.blackbox;

import dev.textusinbox.platform.http.FreePort;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.awaitility.Awaitility;

/** A real, durable PostgreSQL that is not the program's own: it is stopped, killed and started under it. */
final class PostgresServer implements AutoCloseable {
    static final String URL = "quarkus.datasource.jdbc.url";

    private static final String PID = "postmaster.pid";

    static final String PASSWORD = "password-of-the-black-box";

    private final Scratch scratch = Scratch.create();
    private final Path data;
    private final Path backup = scratch.path().resolve("backup");
    private final Path log = scratch.path().resolve("postgres.log");
    private final int port = FreePort.find();
    private EmbeddedPostgres running;

    private PostgresServer(Path data) {
        this.data = data == null ? scratch.path().resolve("data") : data;
    }

    /** A running one, with an empty database whose owner is no superuser. */
    static PostgresServer create() {
        return createIn(null);
    }

    /** As {@link #create}, with its data in that directory, which is the caller's to remove. */
    static PostgresServer createIn(Path data) {
        var server = new PostgresServer(data);
        server.start();
        server.execute("CREATE ROLE inbox LOGIN PASSWORD '" + PASSWORD + "'", "CREATE DATABASE inbox OWNER inbox");
        return server;
    }

    /** As its superuser. */
    void execute(String... statements) {
        execute(running.getPostgresDatabase(), statements);
    }

    /** As its superuser, in the program's database. */
    void executeInside(String... statements) {
        execute(running.getDatabase("postgres", "inbox"), statements);
    }

    private static void execute(DataSource database, String... statements) {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            for (String each : statements) {
                statement.execute(each);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Ends the sessions of the program, which may open new ones. */
    void endSessions() {
        execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'inbox'");
    }

    /** How many sessions the program has, those that it has forgotten included. */
    int sessions() {
        try (var connection = running.getPostgresDatabase().getConnection();
                var statement = connection.createStatement();
                var row = statement.executeQuery("SELECT count(*) FROM pg_stat_activity WHERE usename = 'inbox'")) {
            row.next();
            return row.getInt(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Executes the statement inside the program's database, as its superuser, in a transaction that lasts until it is closed. */
    Connection hold(String statement) throws SQLException {
        Connection connection = running.getDatabase("postgres", "inbox").getConnection();
        connection.setAutoCommit(false);
        try (var locking = connection.createStatement()) {
            locking.execute(statement);
        }
        return connection;
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

    int port() {
        return port;
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

    /** Keeps its data as they are now; it must be stopped. */
    void backUp() {
        Scratch.copy(data, backup);
    }

    /** Puts the data back that {@link #backUp} kept; it must be stopped. */
    void restore() {
        new Scratch(data).deleteAllBut(backup);
        Scratch.copy(backup, data);
    }

    /** SIGSTOP for the postmaster and all its children: connections are accepted, and nothing is answered. */
    void freeze() {
        Signals.send("STOP", processes());
    }

    /** SIGCONT. */
    void wake() {
        Signals.send("CONT", processes());
    }

    boolean isRunning() {
        return running != null && runs(postmaster());
    }

    /** Whether a PostgreSQL runs on those data, whoever started it. */
    static boolean runsIn(Path data) {
        return Files.exists(data.resolve(PID))
                && postmaster(data).filter(PostgresServer::runs).isPresent();
    }

    /** SIGKILL for the postmaster on those data alone, whoever started it: its sessions are still there. */
    static void killPostmasterIn(Path data) {
        postmaster(data).orElseThrow().destroyForcibly();
    }

    /** SIGKILL for the postmaster and all its children, as when the machine goes. */
    void kill9() {
        List<ProcessHandle> processes = processes();
        processes.forEach(ProcessHandle::destroyForcibly);
        Awaitility.await("the killed database's processes are gone")
                .pollInterval(Duration.ofMillis(20))
                .until(() -> processes.stream().noneMatch(PostgresServer::runs));
        // For the library's own lock on the directory; there is nothing left for it to stop.
        stop();
    }

    /** The postmaster first: it would start anew for a child that crashed. */
    private List<ProcessHandle> processes() {
        List<ProcessHandle> processes = new ArrayList<>();
        var postmaster = postmaster();
        processes.add(postmaster);
        postmaster.descendants().forEach(processes::add);
        return processes;
    }

    private ProcessHandle postmaster() {
        return postmaster(data).orElseThrow();
    }

    private static Optional<ProcessHandle> postmaster(Path data) {
        try {
            String pid = Files.readAllLines(data.resolve(PID)).get(0);
            return ProcessHandle.of(Long.parseLong(pid.strip()));
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
