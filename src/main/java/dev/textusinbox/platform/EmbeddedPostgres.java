package dev.textusinbox.platform;

import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
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
    /** Beyond a crash recovery of the default max_wal_size on a slow disk. */
    private static final Duration STARTUP = Duration.ofSeconds(30);

    /** Says in one line why there is no embedded database here, naming the setting. */
    static final class Unusable extends RuntimeException {
        private static final long serialVersionUID = 1;

        Unusable(Path directory, String why, Throwable cause) {
            super(DIRECTORY + " " + directory + ": " + why, cause);
        }
    }

    /** Starts the database of the directory, or gives the one that this JVM runs there already. */
    static EmbeddedPostgres start(Path directory) {
        return start(directory, false);
    }

    /** Like {@link #start(Path)}, but what an earlier JVM left there is deleted first. */
    static EmbeddedPostgres startFresh(Path directory) {
        return start(directory, true);
    }

    private static EmbeddedPostgres start(Path directory, boolean fresh) {
        Path root = directory.toAbsolutePath().normalize();
        // A class is loaded anew on each reload in dev mode: only what belongs to the JVM is shared.
        synchronized (Runtime.getRuntime()) {
            try {
                String url = System.getProperty(key(root));
                return url != null
                        ? new EmbeddedPostgres(url, EmbeddedPostgresSetup.password(root))
                        : launch(root, fresh);
            } catch (IOException | SQLException | IllegalStateException e) {
                throw new Unusable(root, "the embedded PostgreSQL did not start: " + reason(root, e), e);
            }
        }
    }

    private static EmbeddedPostgres launch(Path root, boolean fresh) throws IOException, SQLException {
        refuseRootWithoutUnshare(root);
        Files.createDirectories(root);
        DirectoryLock lock = DirectoryLock.tryLock(root)
                .orElseThrow(() -> new Unusable(root, "another program uses this directory", null));
        boolean started = false;
        try {
            Postmaster postmaster = new Postmaster(root.resolve("postgres"));
            postmaster.stop();
            if (fresh) {
                delete(root);
            }
            var database = EmbeddedPostgresSetup.start(root, STARTUP);
            System.setProperty(key(root), database.url());
            ProcessExit.last(() -> {
                postmaster.stop();
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

    private static void delete(Path root) throws IOException {
        try (Stream<Path> paths = Files.walk(root)) {
            paths.sorted(Comparator.reverseOrder())
                    .filter(path -> !path.equals(root) && !DirectoryLock.isLock(path))
                    .forEach(EmbeddedPostgres::deleteOne);
        }
    }

    private static void deleteOne(Path path) {
        try {
            Files.delete(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
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
