package dev.textusinbox.platform.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** Keeps a second program off a directory. The system lets go of it when the process ends, however it ends. */
final class DirectoryLock {

    private static final String FILE = "inbox.lock";

    // Held open for as long as the lock is: a channel that is collected gives it up.
    private final FileChannel channel;

    private DirectoryLock(FileChannel channel) {
        this.channel = channel;
    }

    static Optional<DirectoryLock> tryLock(Path directory) throws IOException {
        var channel = FileChannel.open(directory.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        boolean locked = false;
        try {
            locked = channel.tryLock() != null;
        } catch (OverlappingFileLockException ours) {
            locked = false;
        } finally {
            if (!locked) {
                channel.close();
            }
        }
        return locked ? Optional.of(new DirectoryLock(channel)) : Optional.empty();
    }

    void release() throws IOException {
        channel.close();
    }
}
