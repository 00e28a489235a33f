package dev.textusinbox.platform.failure;

import dev.textusinbox.platform.process.Loop;
import dev.textusinbox.platform.process.Workers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A program that runs out of memory, in one of the places where that may happen. */
public final class OutOfMemoryUser {
    private static final List<long[]> HELD = new ArrayList<>();

    private OutOfMemoryUser() {}

    /** Runs it as a process of its own; its exit code. */
    public static int run(String where) throws IOException, InterruptedException {
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx32m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-Dorg.jboss.logging.provider=jdk",
                        OutOfMemoryUser.class.getName(),
                        where)
                .inheritIO()
                .start();
        if (!process.waitFor(1, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new AssertionError("it goes on");
        }
        return process.exitValue();
    }

    public static void main(String[] args) throws InterruptedException {
        switch (args[0]) {
            case "loop" -> new Loop("full", OutOfMemoryUser::fill).start();
            case "worker" -> Workers.cached("full").execute(OutOfMemoryUser::fill);
            case "future" -> {
                var unused = Workers.fixed("full", 1).submit(OutOfMemoryUser::fill);
            }
            case "wrapped" -> new Loop("full", OutOfMemoryUser::fillAndWrap).start();
            default -> throw new IllegalArgumentException(args[0]);
        }
        new CountDownLatch(1).await();
    }

    private static void fill() {
        while (true) {
            HELD.add(new long[1 << 16]);
        }
    }

    private static void fillAndWrap() {
        try {
            fill();
        } catch (OutOfMemoryError e) {
            HELD.clear();
            throw new IllegalStateException("could not be read", e);
        }
    }
}
