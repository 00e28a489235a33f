package dev.textusinbox.platform.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The PostgreSQL server process of a data directory: a child of ours, or an orphan whose JVM was killed. An orphan
 * is stopped and not adopted: half a second, and it surely has this version's settings and no one else's sessions.
 */
final class Postmaster {

    private static final String PID_FILE = "postmaster.pid";
    private static final long POLL_MILLIS = 10;
    /** All of a stop has 10 s, the application's part included. */
    private static final long MAX_STOP_MILLIS = 7_000;

    private final Path data;

    Postmaster(Path data) {
        this.data = data;
    }

    /** Stops it if it runs: rolls back what is open, writes a checkpoint. If that takes too long, as by a crash. */
    void stop() throws IOException {
        var process = process();
        if (process.isPresent() && !ended(process.get(), "INT")) {
            // Safe, only slower: the next start replays the log.
            ended(process.get(), "QUIT");
        }
    }

    boolean isRunning() throws IOException {
        return process().isPresent();
    }

    /**
     * Kills what of it still runs when it has died: its sessions may be at work for a while without it, and it can't be started
     * while one of them holds its shared memory. Safe, since the next start replays the log.
     */
    void killAll() throws IOException, InterruptedException {
        List<ProcessHandle> left =
                ProcessHandle.allProcesses().filter(this::worksHere).toList();
        left.forEach(ProcessHandle::destroyForcibly);
        for (long waited = 0; waited < MAX_STOP_MILLIS; waited += POLL_MILLIS) {
            if (left.stream().noneMatch(this::worksHere)) {
                forget();
                return;
            }
            Thread.sleep(POLL_MILLIS);
        }
    }

    /** Nothing of it runs, so the number in its file is nobody's, or soon another's; where that can't be seen, it stays. */
    private void forget() throws IOException {
        if (Files.exists(Path.of("/proc/self/cwd"))) {
            Files.deleteIfExists(data.resolve(PID_FILE));
        }
    }

    /** All of PostgreSQL's processes work in their data directory. Where the system does not show that, they end by themselves. */
    private boolean worksHere(ProcessHandle process) {
        if (process.info().command().filter(path -> path.endsWith("/postgres")).isEmpty()) {
            return false;
        }
        try {
            Path directory = Files.readSymbolicLink(Path.of("/proc", Long.toString(process.pid()), "cwd"));
            return directory.equals(data) || directory.toString().equals(data + " (deleted)");
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    private Optional<ProcessHandle> process() throws IOException {
        Path file = data.resolve(PID_FILE);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        var lines = Files.readAllLines(file);
        // After a restart of the machine the number may be anybody's.
        return lines.isEmpty()
                ? Optional.empty()
                : ProcessHandle.of(Long.parseLong(lines.get(0).strip())).filter(this::isOurs);
    }

    private boolean isOurs(ProcessHandle process) {
        return process.isAlive()
                && (worksHere(process)
                        || process.info()
                                .commandLine()
                                .map(line -> line.contains("postgres") && line.contains(data.toString()))
                                .orElse(false));
    }

    /** PostgreSQL's fast stop is SIGINT, which the JVM can't send by itself. */
    private static boolean ended(ProcessHandle process, String signal) throws IOException {
        new ProcessBuilder("sh", "-c", "kill -" + signal + " " + process.pid()).start();
        // ProcessHandle.onExit looks at a process that is no child only once a second.
        for (long waited = 0; waited < MAX_STOP_MILLIS; waited += POLL_MILLIS) {
            if (!process.isAlive()) {
                return true;
            }
            try {
                Thread.sleep(POLL_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return false;
    }
}
