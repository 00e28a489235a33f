package dev.textusinbox.blackbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;

/** Freezes a program and wakes it: to the others it is dead, to itself no time has passed. */
final class Signals {
    private Signals() {}

    /** SIGSTOP. */
    static void freeze(InboxProcess program) {
        send("STOP", program);
    }

    /** SIGCONT. */
    static void wake(InboxProcess program) {
        send("CONT", program);
    }

    private static void send(String signal, InboxProcess program) {
        try {
            var kill = new ProcessBuilder("kill", "-" + signal, Long.toString(pid(program)))
                    .inheritIO()
                    .start();
            if (kill.waitFor() != 0) {
                throw new AssertionError("kill -" + signal + " failed");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** The one child of this test that listens on that port. */
    private static long pid(InboxProcess program) {
        String port = "-Dquarkus.http.port=" + program.port();
        List<ProcessHandle> found = ProcessHandle.current()
                .children()
                .filter(child -> child.info()
                        .arguments()
                        .map(Arrays::asList)
                        .orElse(List.of())
                        .contains(port))
                .toList();
        if (found.size() != 1) {
            throw new AssertionError(found.size() + " processes with " + port);
        }
        return found.get(0).pid();
    }
}
