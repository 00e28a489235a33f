package dev.textusinbox.consumer;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The clients of one consumer that wait on this instance, in the order in which they came; one thread at a time serves them. */
final class WaitingLine {
    private final Deque<PullWait> waiting = new ArrayDeque<>();
    private boolean served;
    /** Whether there may be something that the last look did not see. */
    private boolean look;

    /** True: the caller is to have the line served. */
    synchronized boolean add(PullWait one) {
        waiting.addLast(one);
        return wake();
    }

    /** There may be something. True: the caller is to have the line served. */
    synchronized boolean wake() {
        if (waiting.isEmpty()) {
            return false;
        }
        look = true;
        boolean begins = !served;
        served = true;
        return begins;
    }

    /** Whose turn it is; null: nobody's, and the line is not served any more. */
    synchronized PullWait next() {
        if (!look || waiting.isEmpty()) {
            served = false;
            return null;
        }
        look = false;
        return waiting.peekFirst();
    }

    /** It has its answer; there may be more for the next one. */
    synchronized void leave(PullWait one) {
        waiting.remove(one);
        look = true;
    }

    /** Takes out those that have waited for so much longer than they wanted to. */
    synchronized List<PullWait> takeOver(Duration late) {
        List<PullWait> over = new ArrayList<>();
        waiting.removeIf(one -> one.isOver(late) && over.add(one));
        return over;
    }

    synchronized List<PullWait> takeAll() {
        List<PullWait> all = List.copyOf(waiting);
        waiting.clear();
        return all;
    }

    synchronized int size() {
        return waiting.size();
    }
}
