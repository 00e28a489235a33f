package dev.textusinbox.history.follow;

import dev.textusinbox.history.event.Entry;
import dev.textusinbox.history.follow.Entries.EntryChunk;
import java.util.Collections;
import java.util.Iterator;

/** What was read for a reader and is not written to it yet, with the memory that was taken for it. */
final class InHand implements Iterator<Entry> {
    private Iterator<Entry> entries = Collections.emptyIterator();
    private Runnable giveBack = () -> {};

    void take(EntryChunk chunk) {
        entries = chunk.entries().iterator();
        giveBack = chunk.memory()::close;
    }

    @Override
    public boolean hasNext() {
        return entries.hasNext();
    }

    @Override
    public Entry next() {
        return entries.next();
    }

    /** Gives the memory back; an iterator at its end would hold what it went through. */
    void forget() {
        entries = Collections.emptyIterator();
        giveBack.run();
        giveBack = () -> {};
    }
}
