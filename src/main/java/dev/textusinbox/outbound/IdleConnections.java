package dev.textusinbox.outbound;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The connections of one client that wait for the next post; the one that was used last goes first. */
final class IdleConnections {
    private final int max;
    private final Deque<Connection> waiting = new ArrayDeque<>();
    private boolean closed;

    IdleConnections(int max) {
        this.max = max;
    }

    /** One that is open as far as is known, or null. */
    synchronized Connection take() {
        Connection next = waiting.pollFirst();
        while (next != null && !next.channel().isActive()) {
            next = waiting.pollFirst();
        }
        return next;
    }

    /** False: it is one too many, and to be closed. */
    synchronized boolean offer(Connection connection) {
        if (closed || waiting.size() >= max) {
            return false;
        }
        waiting.addFirst(connection);
        return true;
    }

    /** False: it has been taken. */
    synchronized boolean remove(Connection connection) {
        return waiting.remove(connection);
    }

    void close() {
        List<Connection> all;
        synchronized (this) {
            closed = true;
            all = new ArrayList<>(waiting);
            waiting.clear();
        }
        all.forEach(Connection::close);
    }
}
