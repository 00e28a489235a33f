package dev.textusinbox;

import dev.textusinbox.conformance.Conformance;
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
        Quarkus.run(args);
    }
}
