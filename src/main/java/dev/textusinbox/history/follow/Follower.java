package dev.textusinbox.history.follow;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.textusinbox.history.event.Entry;
import dev.textusinbox.history.event.Selection;
import dev.textusinbox.history.follow.Entries.EntryChunk;
import io.vertx.core.buffer.Buffer;
import java.util.Iterator;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One reader that follows the log. It holds a position and no queue: what is new it takes from the {@link Tail}, for as
 * long as that still holds it, and from the database otherwise. So a slow reader costs what its socket holds.
 */
final class Follower implements Outflow.Feed {
    private static final int CHUNK_BYTES = 32 << 10;
    private static final long RETRY_MILLIS = 1_000;
    /** A comment. Kept as text: a native binary can't carry a buffer that its build has made. */
    private static final String HEARTBEAT = ":\n\n";

    private static final byte[] FRAME_END = "\n\n".getBytes(UTF_8);

    private final Outflow out;
    private final Selection selection;
    /** Whether it has seen events that are there no more: the database was put back. */
    private final boolean isAhead;

    private final Tail tail;
    private final Catchup catchup;
    private final Runnable whenClosed;
    private final Runnable listener = this::wake;
    private final AtomicBoolean woken = new AtomicBoolean();
    private long position;
    private final InHand behind = new InHand();
    private boolean reading;

    Follower(
            Outflow out,
            Selection selection,
            long position,
            boolean isAhead,
            Tail tail,
            Catchup catchup,
            Runnable whenClosed) {
        this.out = out;
        this.selection = selection;
        this.isAhead = isAhead;
        this.position = position;
        this.tail = tail;
        this.catchup = catchup;
        this.whenClosed = whenClosed;
    }

    /** Begins; a first comment tells the reader that it is heard. */
    void open() {
        out.open(this);
        out.soon(() -> {
            out.write(Buffer.buffer(isAhead ? reset() : HEARTBEAT));
            tail.join(listener);
        });
    }

    @Override
    public void pump() {
        woken.set(false);
        boolean more = true;
        while (more && !out.isFull()) {
            more = behind.hasNext() ? give(behind) : next();
            if (!behind.hasNext()) {
                behind.forget();
            }
        }
    }

    @Override
    public void idle() {
        out.write(Buffer.buffer(HEARTBEAT));
    }

    @Override
    public void closed() {
        behind.forget();
        tail.leave(listener);
        whenClosed.run();
    }

    /** The end of this program's turn: the reader goes on elsewhere, with the id that it saw last. */
    void end() {
        out.soon(out::end);
    }

    /** Once is enough, however often the tail calls before the event loop gets to it. */
    private void wake() {
        if (woken.compareAndSet(false, true)) {
            out.soon();
        }
    }

    private boolean next() {
        Recent recent = tail.recent();
        if (reading || recent == null) {
            return false;
        }
        if (!recent.reaches(position)) {
            reading = true;
            catchup.read(
                    selection, position, chunk -> out.soon(() -> take(chunk), chunk.memory()::close), this::readLater);
            return false;
        }
        if (position >= recent.to()) {
            return false;
        }
        return give(recent.after(position).iterator());
    }

    /** Writes one chunk at most, so that the outflow is asked again before the next. */
    private boolean give(Iterator<Entry> entries) {
        Buffer chunk = Buffer.buffer(CHUNK_BYTES);
        while (entries.hasNext() && chunk.length() < CHUNK_BYTES) {
            Entry entry = entries.next();
            position = Math.max(position, entry.id());
            if (selection.matches(entry)) {
                frame(chunk, entry);
            }
        }
        if (chunk.length() > 0) {
            out.write(chunk);
        }
        return true;
    }

    private void take(EntryChunk chunk) {
        reading = false;
        behind.take(chunk);
        position = chunk.position();
        pump();
    }

    private void readLater() {
        out.later(RETRY_MILLIS, () -> {
            reading = false;
            pump();
        });
    }

    /** With the head's id, so that the reader comes back with that. */
    private String reset() {
        return "id: " + position + "\nevent: reset\ndata: {\"head\":\"" + position + "\"}\n\n";
    }

    private static void frame(Buffer chunk, Entry entry) {
        chunk.appendBytes(entry.frameHead()).appendBytes(entry.json()).appendBytes(FRAME_END);
    }
}
