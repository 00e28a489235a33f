package dev.textusinbox.platform.failure;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * The end of a process that has no memory left. A program that has lost a thread or half an answer to an OutOfMemoryError
 * looks alive and works no more: its supervisor starts it anew, and what was not answered is delivered again.
 */
public final class OutOfMemory {
    /** The JVM's own with -XX:+ExitOnOutOfMemoryError, which a {@code java -jar} of a user can't be presumed to have. */
    static final int EXIT_CODE = 3;

    private static final int MAX_CAUSES = 20;

    // Made while there is memory.
    private static final FileOutputStream STDERR = new FileOutputStream(FileDescriptor.err);
    private static final byte[] LINE = "Out of memory: the process ends with exit code 3, to be started again\n"
            .getBytes(StandardCharsets.US_ASCII);

    private OutOfMemory() {}

    /** Loads what is needed then: called by whoever may meet it, while there is memory. */
    public static void prepare() {
        // Nobody's hook: asked for so that the class that ends the JVM is there.
        boolean unused = Runtime.getRuntime().removeShutdownHook(Thread.currentThread());
    }

    /** Ends the process at once if the failure is an OutOfMemoryError or was caused by one; else does nothing. */
    public static void endIfCauseOf(Throwable failure) {
        // Causes may form a circle.
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < MAX_CAUSES; depth++) {
            if (cause instanceof OutOfMemoryError) {
                end();
            }
            cause = causeOf(cause);
        }
    }

    /** Anybody's exception may throw where it is asked. */
    private static Throwable causeOf(Throwable failure) {
        try {
            return failure.getCause();
        } catch (OutOfMemoryError e) {
            return e;
        } catch (RuntimeException | Error e) {
            return null;
        }
    }

    private static void end() {
        try {
            STDERR.write(LINE);
        } catch (IOException | Error e) {
            // The exit code says it as well.
        } finally {
            Runtime.getRuntime().halt(EXIT_CODE);
        }
    }
}
