package dev.textusinbox.retention;

import dev.textusinbox.platform.database.Sql;
import dev.textusinbox.retention.ErasureBatch.Erased;
import dev.textusinbox.retention.ErasureBatch.EventToErase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The events of one contact, found and erased a bounded number at a time, each looked at once or twice however many there are.
 * What names no contact (message.unknown often does not) belongs to whom its message is to or from, or to whom its conversation is
 * with, if that is one contact alone. It goes before the events that it is found by, or together with them: whatever ends this
 * half-way leaves nothing behind that the next one would not find. For one thread; not to be used again when a transaction failed.
 */
final class ContactEvents {
    private static final int EVENTS = 500;
    private static final int ROWS = 5_000;

    private static final String OWN =
            "SELECT id, lane, conversation, message FROM event WHERE contact = ? AND id <= ? ORDER BY id LIMIT ?";

    private static final String IN_CONVERSATION = """
            SELECT id, lane, contact <> ? AS of_another, contact IS NULL AND body IS NOT NULL AND id <= ? AS nameless
              FROM event WHERE conversation = ? AND id > ? ORDER BY id LIMIT ?""";

    private static final String OF_MESSAGES = """
            SELECT e.id, e.lane
              FROM unnest(?::text[]) AS m(message)
             CROSS JOIN LATERAL (
                   SELECT id, lane FROM event WHERE message = m.message AND contact IS NULL AND body IS NOT NULL AND id <= ?
                    ORDER BY id LIMIT ?) AS e""";

    private final String contact;
    private final long until;
    private final int maxEvents;
    private final int maxRows;
    /** Conversations that have been met. */
    private final Set<String> met = new HashSet<>();

    private final Deque<String> toLookAt = new ArrayDeque<>();
    private Conversation current;

    /** @param until the last event that is erased */
    ContactEvents(String contact, long until) {
        this(contact, until, EVENTS, ROWS);
    }

    /**
     * @param maxEvents taken at once of what is nameless, and as many of what is the contact's own
     * @param maxRows looked at in one transaction
     */
    ContactEvents(String contact, long until, int maxEvents, int maxRows) {
        this.contact = contact;
        this.until = until;
        this.maxEvents = maxEvents;
        this.maxRows = maxRows;
    }

    /** @param over nothing of the contact is left; then nothing was erased, and no lane is locked */
    record ErasedBatch(Erased erased, boolean over) {}

    /** A conversation that is gone through: whether it is with the contact alone, and then once more for what is nameless. */
    private static final class Conversation {
        final String id;
        final List<EventToErase> nameless = new ArrayList<>();
        boolean isAlone;
        boolean hasMore;
        long after;

        Conversation(String id) {
            this.id = id;
        }
    }

    /** An event of the contact's own. */
    private record Own(EventToErase target, String conversation, String message) {}

    /** Erases some, in the connection's transaction. */
    ErasedBatch next(Connection connection) throws SQLException {
        List<EventToErase> targets = new ArrayList<>();
        boolean over = false;
        int rows = 0;
        while (rows < maxRows && targets.isEmpty() && !over) {
            if (current == null && !toLookAt.isEmpty()) {
                current = new Conversation(toLookAt.remove());
            }
            if (current != null) {
                rows += look(connection, current, targets);
            } else {
                List<Own> page = page(connection);
                rows += page.size();
                meet(page);
                over = page.isEmpty();
                if (toLookAt.isEmpty()) {
                    addWithNameless(connection, page, targets);
                }
            }
        }
        return new ErasedBatch(targets.isEmpty() ? Erased.NOTHING : ErasureBatch.erase(connection, targets), over);
    }

    private void meet(List<Own> page) {
        for (Own own : page) {
            if (own.conversation() != null && met.add(own.conversation())) {
                toLookAt.add(own.conversation());
            }
        }
    }

    /** Looks at the next rows of the conversation; what may be erased by now is added. How many rows there were. */
    private int look(Connection connection, Conversation conversation, List<EventToErase> targets) throws SQLException {
        int rows = 0;
        boolean ofAnother = false;
        try (PreparedStatement select = connection.prepareStatement(IN_CONVERSATION)) {
            select.setString(1, contact);
            select.setLong(2, until);
            select.setString(3, conversation.id);
            select.setLong(4, conversation.after);
            select.setInt(5, maxRows);
            try (ResultSet row = select.executeQuery()) {
                // Once it is known to be alone, up to what can be erased at once; the rest is read again.
                while (!ofAnother && !isBatch(conversation) && row.next()) {
                    rows++;
                    conversation.after = row.getLong("id");
                    ofAnother = row.getBoolean("of_another");
                    if (row.getBoolean("nameless")) {
                        note(conversation, new EventToErase(conversation.after, row.getInt("lane")));
                    }
                }
            }
        }
        if (ofAnother) {
            current = null;
        } else if (isBatch(conversation)) {
            take(conversation, targets);
        } else if (rows < maxRows) {
            end(conversation, targets);
        }
        return rows;
    }

    /** Whether as many are found as are erased at once, and may be. */
    private boolean isBatch(Conversation conversation) {
        return conversation.isAlone && conversation.nameless.size() == maxEvents;
    }

    private void note(Conversation conversation, EventToErase nameless) {
        if (conversation.nameless.size() < maxEvents) {
            conversation.nameless.add(nameless);
        } else {
            conversation.hasMore = true;
        }
    }

    /** Its last row was seen. */
    private void end(Conversation conversation, List<EventToErase> targets) {
        if (conversation.hasMore) {
            // From behind those that are taken now.
            conversation.after = conversation.nameless.get(maxEvents - 1).id();
            conversation.hasMore = false;
        } else {
            current = null;
        }
        conversation.isAlone = true;
        take(conversation, targets);
    }

    private static void take(Conversation conversation, List<EventToErase> targets) {
        targets.addAll(conversation.nameless);
        conversation.nameless.clear();
    }

    private List<Own> page(Connection connection) throws SQLException {
        return Sql.list(
                connection,
                OWN,
                row -> new Own(new EventToErase(row.getLong(1), row.getInt(2)), row.getString(3), row.getString(4)),
                contact,
                until,
                maxEvents);
    }

    /** What is nameless and has a message with any of the page; and the page, where all of that goes with it. */
    private void addWithNameless(Connection connection, List<Own> page, List<EventToErase> targets)
            throws SQLException {
        List<EventToErase> nameless = new ArrayList<>();
        Set<String> messages = new HashSet<>();
        page.forEach(own -> messages.add(own.message()));
        messages.remove(null);
        if (!messages.isEmpty()) {
            nameless.addAll(nameless(connection, messages));
        }
        if (nameless.size() > maxEvents) {
            nameless.sort(Comparator.comparingLong(EventToErase::id));
            targets.addAll(nameless.subList(0, maxEvents));
        } else {
            targets.addAll(nameless);
            page.forEach(own -> targets.add(own.target()));
        }
    }

    private List<EventToErase> nameless(Connection connection, Collection<String> messages) throws SQLException {
        // One more than may be taken: then it is seen that there is more.
        return Sql.list(
                connection,
                OF_MESSAGES,
                row -> new EventToErase(row.getLong(1), row.getInt(2)),
                Sql.texts(messages),
                until,
                maxEvents + 1);
    }
}
