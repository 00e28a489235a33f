package dev.textusinbox.blackbox;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A disk of its own for a database, in memory, that is filled to the last byte and emptied again. */
final class SmallDisk implements AutoCloseable {
    private static final int MEGABYTE = 1 << 20;

    private final Scratch scratch = Scratch.create();
    private final Path mounted;
    private final Path ballast;

    private SmallDisk() {
        mounted = scratch.path().resolve("disk");
        ballast = mounted.resolve("ballast");
    }

    /** Skips the test where none can be had: only root may mount, and not in every container. */
    static SmallDisk mount(int megabytes) {
        var disk = new SmallDisk();
        try {
            Files.createDirectory(disk.mounted);
            boolean made = run("mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m", "inbox-test", disk.path());
            if (!made) {
                disk.scratch.deleteAllBut(disk.mounted);
            }
            assumeTrue(made, "needs a small file system: run as root, where mounting a tmpfs is allowed");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return disk;
    }

    /** Not there yet: whoever makes a database there wants to do that itself. */
    Path data() {
        return mounted.resolve("data");
    }

    void fill() {
        try (var out = Files.newOutputStream(ballast)) {
            byte[] some = new byte[MEGABYTE];
            while (true) {
                out.write(some);
            }
        } catch (IOException full) {
            // Wanted.
        }
        topUp();
    }

    /** What was too small for a whole megabyte. */
    private void topUp() {
        try (var out = Files.newOutputStream(ballast, java.nio.file.StandardOpenOption.APPEND)) {
            while (true) {
                out.write(new byte[512]);
            }
        } catch (IOException full) {
            // Wanted.
        }
    }

    void empty() {
        try {
            Files.delete(ballast);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String path() {
        return mounted.toString();
    }

    private static boolean run(String... command) {
        try {
            return new ProcessBuilder(command).inheritIO().start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    @Override
    public void close() {
        if (!run("umount", path())) {
            throw new AssertionError("still mounted: " + path());
        }
        scratch.deleteAllBut(scratch.path());
    }
}
