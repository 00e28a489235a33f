package dev.textusinbox.platform.embedded;

import dev.textusinbox.platform.process.ProcessExit;
import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * A real, durable PostgreSQL in a directory of ours, one to a directory and JVM. It outlives reloads in dev mode
 * and tests, and ends as the last thing of the JVM ({@link ProcessExit}).
 *
 * @param url the JDBC URL of the database {@code inbox}, owned by {@link #USER}, who is no superuser
 */
record EmbeddedPostgres(String url, String password) {

    static final String DIRECTORY = "inbox.embedded.directory";
    static final String USER = "inbox";

    private static final Logger LOG = Logger.getLogger(EmbeddedPostgres.class);
    /** For those that can't do without. */
    private static final Duration LONG = Duration.ofMinutes(1);

    /** Says in one line why there is no embedded database here, naming the setting. */
    static final class Unusable extends RuntimeException {
        private static final long serialVersionUID = 1;

        Unusable(Path directory, String why, Throwable cause) {
            super(DIRECTORY + " " + directory + ": " + why, cause);
        }
    }

    /** Starts the database of the directory, or gives the one that this JVM runs there already. */
    static EmbeddedPostgres start(Path directory) {
        return start(directory, false, LONG);
    }

    /** Like {@link #start(Path)}; where it takes longer than that, it goes on in the background. */
    static EmbeddedPostgres start(Path directory, Duration patience) {
        return start(directory, false, patience);
    }

    /** Like {@link #start(Path)}, but what an earlier JVM left there is deleted first. */
    static EmbeddedPostgres startFresh(Path directory) {
        return start(directory, true, LONG);
    }

    private static EmbeddedPostgres start(Path directory, boolean fresh, Duration patience) {
        Path root = directory.toAbsolutePath().normalize();
        // A class is loaded anew on each reload in dev mode: only what belongs to the JVM is shared.
        synchronized (Runtime.getRuntime()) {
            try {
                String url = System.getProperty(key(root));
                return url != null
                        ? new EmbeddedPostgres(url, EmbeddedPostgresSetup.password(root))
                        : launch(root, fresh, patience);
            } catch (IOException e) {
                throw unusable(root, e);
            }
        }
    }

    private static EmbeddedPostgres launch(Path root, boolean fresh, Duration patience) throws IOException {
        refuseRootWithoutUnshare(root);
        Files.createDirectories(root);
        DirectoryLock lock = DirectoryLock.tryLock(root)
                .orElseThrow(() -> new Unusable(root, "another program uses this directory", null));
        boolean started = false;
        try {
            EmbeddedPostgresSetup.prepare(root);
            int port = freePort();
            var keeper = new EmbeddedKeeper(root.toRealPath(), port, fresh);
            keeper.start(patience);
            var database = new EmbeddedPostgres(
                    "jdbc:postgresql://127.0.0.1:" + port + "/inbox", EmbeddedPostgresSetup.password(root));
            System.setProperty(key(root), database.url());
            ProcessExit.last(() -> {
                keeper.stop();
                System.clearProperty(key(root));
                lock.release();
            });
            LOG.infof("Embedded PostgreSQL in %s, %s", root, database.url());
            started = true;
            return database;
        } finally {
            if (!started) {
                lock.release();
            }
        }
    }

    /** It is known before the database listens there: its URL is a setting, and the port of the program does not wait. */
    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    static Unusable unusable(Path root, Exception e) {
        return e instanceof Unusable known
                ? known
                : new Unusable(root, "the embedded PostgreSQL did not start: " + reason(root, e), e);
    }

    /** A key of the JVM's own; under {@code inbox.} it would be taken for a setting. */
    private static String key(Path root) {
        return "dev.textusinbox.embedded:" + root;
    }

    private static void refuseRootWithoutUnshare(Path root) {
        if ("root".equals(System.getProperty("user.name")) && !LinuxUtils.isUnshareAvailable()) {
            throw new Unusable(
                    root,
                    "PostgreSQL does not run as root here; use another user, or set quarkus.datasource.jdbc.url",
                    null);
        }
    }

    /** PostgreSQL's own last word if it had one: that is what an operator can act on. */
    private static String reason(Path root, Exception e) {
        try (Stream<String> lines = Files.lines(root.resolve(EmbeddedPostgresSetup.LOG_FILE))) {
            return lines.filter(line -> line.contains("FATAL") || line.contains("error:"))
                    .reduce((earlier, later) -> later)
                    .orElse(e.getMessage());
        } catch (IOException | UncheckedIOException none) {
            return e.getMessage();
        }
    }
}
