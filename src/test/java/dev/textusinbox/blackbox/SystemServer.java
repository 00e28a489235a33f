package dev.textusinbox.blackbox;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import org.awaitility.Awaitility;

/** A server that the system has (nginx, PgBouncer), run with files in a directory of its own. */
final class SystemServer implements AutoCloseable {
    private final Scratch scratch;
    private final int port;
    private final Process process;

    /** Starts it; what it says goes to {@code server.log} in the directory, which stays. */
    SystemServer(Scratch scratch, int port, List<String> command) throws IOException {
        this.scratch = scratch;
        this.port = port;
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        scratch.path().resolve("server.log").toFile()))
                .start();
        try {
            Awaitility.await(command.get(0) + " listens")
                    .failFast("it has ended; see " + scratch.path(), () -> !process.isAlive())
                    .until(this::listens);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private boolean listens() {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        scratch.deleteAllBut(scratch.path().resolve("server.log"));
    }
}
