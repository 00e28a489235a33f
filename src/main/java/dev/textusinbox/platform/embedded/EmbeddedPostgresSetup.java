package dev.textusinbox.platform.embedded;

import static java.nio.file.attribute.PosixFilePermissions.asFileAttribute;
import static java.nio.file.attribute.PosixFilePermissions.fromString;

import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** Starts a PostgreSQL with zonky's library and, the first time, gives it a password, a role and a database. */
final class EmbeddedPostgresSetup {

    static final String LOG_FILE = "postgres.log";

    static final String DATA = "postgres";
    private static final String PASSWORD = "password";
    /** Stands from before initdb until all is set up: what is beside it then was never used and may go. */
    private static final String UNFINISHED = "unfinished";

    private EmbeddedPostgresSetup() {}

    /** What is there before the first start: a password. */
    static void prepare(Path root) throws IOException {
        if (!Files.exists(root.resolve(PASSWORD))) {
            createPassword(root);
        }
    }

    static void start(Path root, int port, Duration patience) throws IOException, SQLException {
        Path data = root.resolve(DATA);
        Path unfinished = root.resolve(UNFINISHED);
        if (Files.exists(unfinished)) {
            delete(data);
        }
        boolean first = !isThere(root);
        if (first) {
            Files.writeString(unfinished, "");
        }
        Files.deleteIfExists(root.resolve(LOG_FILE));
        var running = launch(root, port, patience);
        if (first) {
            setUp(running, data, password(root));
            Files.delete(unfinished);
        }
    }

    /** Starts it as it was started before: PostgreSQL keeps its own command line beside its data. */
    static void startAgain(Path root, Duration patience) throws IOException, InterruptedException {
        Path data = root.resolve(DATA);
        String server = Files.readString(data.resolve("postmaster.opts"))
                .split(" \"", 2)[0]
                .strip();
        List<String> command = new ArrayList<>(LinuxUtils.isUnshareAvailable() ? List.of("unshare", "-U") : List.of());
        command.addAll(List.of(
                Path.of(server).resolveSibling("pg_ctl").toString(),
                "-D",
                data.toString(),
                "-w",
                "-t",
                Long.toString(patience.toSeconds()),
                "restart"));
        int exit = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log(root))
                .start()
                .waitFor();
        if (exit != 0) {
            throw new IOException("pg_ctl ended with " + exit);
        }
    }

    /** A file, not a pipe of ours: PostgreSQL may outlive us, and an operator may want to read it. */
    private static ProcessBuilder.Redirect log(Path root) {
        return ProcessBuilder.Redirect.appendTo(root.resolve(LOG_FILE).toFile());
    }

    /** Whether there is a database. */
    static boolean isThere(Path root) {
        return Files.exists(root.resolve(DATA).resolve("PG_VERSION"));
    }

    /** Deletes all but the lock and the password. */
    static void clear(Path root) throws IOException {
        delete(root.resolve(DATA));
        Files.deleteIfExists(root.resolve(UNFINISHED));
        Files.deleteIfExists(root.resolve(LOG_FILE));
    }

    static String password(Path root) throws IOException {
        return Files.readString(root.resolve(PASSWORD)).strip();
    }

    private static io.zonky.test.db.postgres.embedded.EmbeddedPostgres launch(Path root, int port, Duration patience)
            throws IOException {
        return io.zonky.test.db.postgres.embedded.EmbeddedPostgres.builder()
                .setPort(port)
                .setDataDirectory(root.resolve(DATA))
                .setCleanDataDirectory(false)
                // It would stop the database while requests are still answered: see ProcessExit.
                .setRegisterShutdownHook(false)
                .setOverrideWorkingDirectory(binaries(root).toFile())
                .setOutputRedirector(log(root))
                .setErrorRedirector(log(root))
                .setPGStartupWait(patience)
                .setConnectConfig("password", password(root))
                // The same sort order and case rules on every machine, whatever its locales.
                .setLocaleConfig("locale", "C")
                .setLocaleConfig("locale-provider", "builtin")
                .setLocaleConfig("builtin-locale", "C.UTF-8")
                // The library turns these off, for tests; an answer of ours in the 2xx promises them.
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("listen_addresses", "127.0.0.1")
                .setServerConfig("unix_socket_directories", "")
                .setServerConfig("max_connections", "100")
                .setServerConfig("shared_buffers", "128MB")
                .setServerConfig("log_checkpoints", "off")
                .start();
    }

    /** The library starts with trust for anyone on this machine; from here on it takes the password. */
    private static void setUp(io.zonky.test.db.postgres.embedded.EmbeddedPostgres running, Path data, String password)
            throws IOException, SQLException {
        try (Connection connection = running.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            // The password is ours, 32 hex digits: nothing to quote.
            statement.execute("CREATE ROLE inbox LOGIN PASSWORD '" + password + "'");
            statement.execute("CREATE DATABASE inbox OWNER inbox");
            statement.execute("ALTER ROLE postgres PASSWORD '" + password + "'");
            Files.writeString(data.resolve("pg_hba.conf"), "host all all 127.0.0.1/32 scram-sha-256\n");
            statement.execute("SELECT pg_reload_conf()");
        }
    }

    private static void createPassword(Path root) throws IOException {
        var bytes = new byte[16];
        new SecureRandom().nextBytes(bytes);
        Path made = root.resolve(PASSWORD + ".new");
        Files.deleteIfExists(made);
        Files.createFile(made, asFileAttribute(fromString("rw-------")));
        Files.writeString(made, HexFormat.of().formatHex(bytes));
        Files.move(made, root.resolve(PASSWORD), StandardCopyOption.REPLACE_EXISTING);
    }

    /** Unpacked once per user; in a folder that nobody else can write to, since its programs are run. */
    private static Path binaries(Path root) throws IOException {
        Path home = Path.of(System.getProperty("user.home", ""));
        Path cache = Files.isWritable(home) ? home.resolve(".cache/textus-inbox") : root.resolve("binaries");
        if (!Files.isDirectory(cache)) {
            Files.createDirectories(cache.getParent());
            Files.createDirectory(cache, asFileAttribute(fromString("rwx------")));
        }
        return cache.resolve("postgres");
    }

    private static void delete(Path tree) throws IOException {
        if (Files.exists(tree)) {
            try (Stream<Path> paths = Files.walk(tree)) {
                for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }
}
