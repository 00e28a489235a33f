package dev.textusinbox.blackbox;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The build that is tried: the jar, or what the system property {@code blackbox.program} names, a native binary for one. */
final class Program {
    private static final Path PATH = Path.of(
                    System.getProperty("blackbox.program", "target/quarkus-app/quarkus-run.jar"))
            .toAbsolutePath();

    // Half the processor's time for the first minute, which is all that most tests see of it: bench/ measures speed.
    private static final List<String> JAVA =
            List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1");

    private Program() {}

    /** Made when the first jar is started. */
    private static final class Archive {
        private static final List<String> OPTIONS = ClassArchive.of(PATH, JAVA)
                .map(archive -> List.of("-XX:SharedArchiveFile=" + archive))
                .orElse(List.of());
    }

    static boolean isJar() {
        return PATH.toString().endsWith(".jar");
    }

    /**
     * What starts it.
     *
     * @param options of the Java machine, which a native binary does without
     * @param settings each {@code -Dname=value}
     * @param words what a command gets
     */
    static List<String> command(List<String> options, List<String> settings, String... words) {
        List<String> command = new ArrayList<>();
        if (isJar()) {
            command.addAll(JAVA);
            Archive.OPTIONS.forEach(command::add);
            command.addAll(options);
            command.addAll(settings);
            command.add("-jar");
            command.add(PATH.toString());
        } else {
            command.add(PATH.toString());
            command.addAll(settings);
        }
        command.addAll(List.of(words));
        return command;
    }
}
