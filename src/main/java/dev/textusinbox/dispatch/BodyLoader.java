package dev.textusinbox.dispatch;

import dev.textusinbox.handler.TransactionalHandler;
import dev.textusinbox.log.Event;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Brings the bodies for one call of a transactional handler: no more bytes at once than a batch may hold. */
final class BodyLoader {
    /** 4 MB, or less where the heap is small; the event that goes over it is the batch's last. */
    private static final long BATCH_BYTES =
            Math.min(4L << 20, Math.max(256L << 10, Runtime.getRuntime().maxMemory() / 64));

    private final TransactionalHandler handler;
    private final Verdict verdict;

    BodyLoader(TransactionalHandler handler, Verdict verdict) {
        this.handler = handler;
        this.verdict = verdict;
    }

    /**
     * What one call is given.
     *
     * @param events the entries' own, with their bodies
     * @param end where the next part begins
     */
    record Part(List<WindowEntry> entries, List<Event> events, int end) {}

    /**
     * The next part, read outside of any transaction. What stands behind a failed one of its key is left out; so is what has a body
     * that the database can't read, which is no attempt. From the log they are settled by that; one from the table, unread,
     * comes along settled.
     *
     * @throws SQLException the database is away
     */
    Part load(Connection connection, List<WindowEntry> entries, int from, Set<String> failedKeys) throws SQLException {
        List<WindowEntry> part = new ArrayList<>();
        List<Event> events = new ArrayList<>();
        long bytes = 0;
        int at = from;
        while (at < entries.size() && bytes < BATCH_BYTES) {
            WindowEntry entry = entries.get(at++);
            if (failedKeys.contains(entry.key)) {
                if (entry.isLive()) {
                    entry.settlement = new Settlement.Blocked();
                }
                continue;
            }
            Event event = whole(connection, entry);
            if (event == null && entry.isLive()) {
                failedKeys.add(entry.key);
                continue;
            }
            part.add(entry);
            events.add(event == null ? entry.event : event);
            bytes += event == null || event.body() == null ? 0 : event.body().length;
        }
        return new Part(part, events, at);
    }

    /** Null where it can't be read: then the entry is settled. */
    private Event whole(Connection connection, WindowEntry entry) throws SQLException {
        if (entry.event.body() != null || !handler.needsBody()) {
            return entry.event;
        }
        try {
            return LogReader.load(connection, entry.event);
        } catch (SQLException e) {
            if (Thrown.isAway(e)) {
                throw e;
            }
            entry.settlement = verdict.unread(e);
            return null;
        }
    }
}
