package dev.textusinbox.blackbox;

import dev.textusinbox.platform.http.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A PostgreSQL of the system, the oldest that is supported, with the tools that the one from Maven lacks: it can be dumped. */
final class DebianPostgres implements AutoCloseable {
    private static final Path ALL = Path.of("/usr/lib/postgresql");
    private static final String USER = "inbox";

    private final Scratch scratch = Scratch.create();
    private final int port = FreePort.find();
    private final Path tools;
    private final Path owned;

    private DebianPostgres(Path tools) throws IOException {
        this.tools = tools;
        // Its owner must get to it, whoever's directory this project is in.
        this.owned = Files.createTempDirectory("inbox-postgres");
    }

    /** A running one, with an empty database whose owner is no superuser. */
    static DebianPostgres create() {
        Path tools = tools();
        Tool.needed(tools != null, "postgresql");
        DebianPostgres server;
        try {
            server = new DebianPostgres(tools);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        try {
            if (isRoot()) {
                // It does not run as root.
                server.run(List.of("chown", "postgres", server.owned.toString()));
            }
            server.asOwner(
                    "initdb", "-D", server.data(), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8");
            String options = "-p " + server.port + " -c listen_addresses=127.0.0.1 -c unix_socket_directories=";
            server.asOwner(
                    "pg_ctl", "-D", server.data(), "-w", "-l", server.owned + "/postgres.log", "-o", options, "start");
            server.tool("createuser", "-U", "postgres", USER);
            server.tool("createdb", "-U", "postgres", "-O", USER, USER);
            return server;
        } catch (RuntimeException | Error e) {
            try {
                server.close();
            } catch (RuntimeException | Error also) {
                e.addSuppressed(also);
            }
            throw e;
        }
    }

    private static Path tools() {
        try (Stream<Path> versions = Files.isDirectory(ALL) ? Files.list(ALL) : Stream.empty()) {
            return versions.map(version -> version.resolve("bin"))
                    .filter(bin ->
                            Files.isExecutable(bin.resolve("pg_dump")) && Files.isExecutable(bin.resolve("initdb")))
                    .min(Comparator.naturalOrder())
                    .orElse(null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }

    private String data() {
        return owned.resolve("data").toString();
    }

    /** What the program needs to use it. */
    Map<String, String> settings() {
        return Map.of(
                PostgresServer.URL,
                "jdbc:postgresql://127.0.0.1:" + port + "/" + USER,
                "quarkus.datasource.username",
                USER,
                "quarkus.datasource.password",
                "none is asked for");
    }

    /** As docs/production.md says. */
    Path dump() {
        Path file = scratch.path().resolve("inbox.dump");
        tool("pg_dump", "-U", USER, "-Fc", "-d", USER, "-f", file.toString());
        return file;
    }

    /** As docs/production.md says, into the empty database. */
    void restore(Path dump) {
        tool("pg_restore", "-U", USER, "--exit-on-error", "-d", USER, dump.toString());
    }

    /** In the program's database, as its user. */
    void execute(String statement) {
        tool("psql", "-U", USER, "-d", USER, "-v", "ON_ERROR_STOP=1", "-c", statement);
    }

    private void tool(String name, String... arguments) {
        List<String> command =
                new ArrayList<>(List.of(tools.resolve(name).toString(), "-h", "127.0.0.1", "-p", "" + port));
        command.addAll(List.of(arguments));
        run(command);
    }

    private void asOwner(String name, String... arguments) {
        List<String> command = new ArrayList<>(isRoot() ? List.of("runuser", "-u", "postgres", "--") : List.of());
        command.add(tools.resolve(name).toString());
        command.addAll(List.of(arguments));
        run(command);
    }

    private void run(List<String> command) {
        Path said = scratch.path().resolve("said.txt");
        try {
            int status = new ProcessBuilder(command)
                    .directory(scratch.path().toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.to(said.toFile()))
                    .start()
                    .waitFor();
            if (status != 0) {
                throw new AssertionError(command + " ended with " + status + ": " + Files.readString(said));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        if (Files.exists(owned.resolve("data/postmaster.pid"))) {
            asOwner("pg_ctl", "-D", data(), "-m", "immediate", "-w", "stop");
        }
        new Scratch(owned).deleteAllBut(owned.resolve("none"));
        scratch.deleteAllBut(scratch.path().resolve("none"));
    }
}
