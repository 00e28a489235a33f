package dev.textusinbox;

import dev.textusinbox.conformance.Conformance;
import dev.textusinbox.platform.process.ProgramStart;
import dev.textusinbox.platform.settings.StartFailure;
import io.quarkus.runtime.ApplicationLifecycleManager;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.Arrays;

/** The program: the inbox, or with a first word one of its commands, which start nothing of the inbox. */
@QuarkusMain
public final class Main {
    private Main() {}

    public static void main(String... args) {
        if (args.length > 0 && args[0].equals("conformance")) {
            System.exit(Conformance.run(Arrays.asList(args).subList(1, args.length), System.out));
        }
        ProgramStart.begin();
        // With a handler of our own the framework says nothing of a failed start: it would show values, and traces.
        Quarkus.run(null, Main::ended, args);
    }

    private static void ended(Integer code, Throwable failure) {
        if (failure != null) {
            StartFailure.report(failure);
        }
        ApplicationLifecycleManager.getDefaultExitCodeHandler().accept(code, failure);
    }
}
