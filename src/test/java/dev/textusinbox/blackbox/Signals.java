package dev.textusinbox.blackbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Freezes processes and wakes them: to the others they are dead, to themselves no time has passed. */
final class Signals {
    private Signals() {}

    /** SIGSTOP. */
    static void freeze(InboxProcess program) {
        send("STOP", List.of(program.handle()));
    }

    /** SIGCONT. */
    static void wake(InboxProcess program) {
        send("CONT", List.of(program.handle()));
    }

    /** To all of them, in this order. */
    static void send(String signal, List<ProcessHandle> processes) {
        var command = new ArrayList<>(List.of("kill", "-" + signal));
        processes.forEach(each -> command.add(Long.toString(each.pid())));
        try {
            var kill = new ProcessBuilder(command).inheritIO().start();
            // A session of a database may have ended since it was listed; the others have the signal all the same.
            if (kill.waitFor() != 0 && processes.stream().allMatch(ProcessHandle::isAlive)) {
                throw new AssertionError("kill -" + signal + " failed");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}
