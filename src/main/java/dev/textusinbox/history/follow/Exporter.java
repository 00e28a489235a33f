package dev.textusinbox.history.follow;

import dev.textusinbox.history.event.PageCursor;
import dev.textusinbox.history.follow.Entries.EntryChunk;
import io.vertx.core.buffer.Buffer;

/**
 * One export: a line for each event, chunk after chunk as its reader takes them, up to the head at its start. It ends
 * with trailers that say how many lines there were and where to go on; one that breaks off has none, nor its last chunk.
 */
final class Exporter implements Outflow.Feed {
    /** The trailer with the number of lines. */
    static final String COUNT = "Inbox-Count";

    /** The trailer with the cursor of what comes after; only in ascending order does anything. */
    static final String NEXT = "Inbox-Next";

    private static final int CHUNK_BYTES = 64 << 10;

    private final Outflow out;
    private final ExportRequest asked;
    private final ExportFormat format;
    private final long head;
    private final Catchup catchup;
    private final Runnable whenClosed;
    private final InHand inHand = new InHand();
    private long position;
    private long count;
    private boolean begun;
    private boolean reading;
    private boolean ended;

    Exporter(Outflow out, ExportRequest asked, ExportFormat format, long head, Catchup catchup, Runnable whenClosed) {
        this.out = out;
        this.asked = asked;
        this.format = format;
        this.position = asked.position();
        this.head = head;
        this.catchup = catchup;
        this.whenClosed = whenClosed;
    }

    @Override
    public void pump() {
        if (!begun) {
            begun = true;
            byte[] first = format.head();
            if (first.length > 0) {
                out.write(Buffer.buffer(first));
            }
        }
        while (inHand.hasNext() && !out.isFull()) {
            give();
        }
        if (!inHand.hasNext() && !reading && !out.isFull()) {
            inHand.forget();
            proceed();
        }
    }

    @Override
    public void idle() {
        // An export has no line that says nothing.
    }

    @Override
    public void closed() {
        inHand.forget();
        whenClosed.run();
    }

    private void proceed() {
        if (ended) {
            finish();
            return;
        }
        reading = true;
        catchup.read(
                asked.selection(),
                asked.order(),
                position,
                head,
                chunk -> out.soon(() -> take(chunk), chunk.memory()::close),
                () -> out.soon(out::breakOff));
    }

    private void take(EntryChunk chunk) {
        reading = false;
        inHand.take(chunk);
        position = chunk.position();
        ended = chunk.ended();
        pump();
    }

    private void give() {
        Buffer chunk = Buffer.buffer();
        while (inHand.hasNext() && chunk.length() < CHUNK_BYTES) {
            chunk.appendBytes(format.row(inHand.next()));
            count++;
        }
        out.write(chunk);
    }

    private void finish() {
        out.response().putTrailer(COUNT, Long.toString(count));
        if (asked.order() == PageCursor.SortOrder.ASC) {
            out.response().putTrailer(NEXT, new PageCursor(asked.order(), position).encoded());
        }
        out.end();
    }
}
