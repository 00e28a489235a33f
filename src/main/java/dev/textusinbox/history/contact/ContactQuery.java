package dev.textusinbox.history.contact;

import dev.textusinbox.history.query.TimedQueries;
import dev.textusinbox.platform.request.Instants;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** What is known of a contact, by its phone in E.164. */
@Singleton
public class ContactQuery {
    /** How many of a contact's events {@link #recent} looks at. */
    public static final int RECENT = 1000;

    /** Always one row: the aggregates of no events are a row too. */
    private static final String SUMMARY = """
            SELECT coalesce(c.state, 'unknown') AS state, c.since, c.event_id, e.inbound, e.outbound, e.events
              FROM (SELECT count(*) AS events,
                           max(occurred_at) FILTER (WHERE type = 'message.received') AS inbound,
                           max(occurred_at) FILTER (WHERE type IN
                             ('message.delivered', 'message.failed', 'message.unknown')) AS outbound
                      FROM (SELECT type, least(occurred_at, received_at) AS occurred_at FROM event
                             WHERE contact = ? %s) AS events) e
              LEFT JOIN consent c ON c.contact = ?""";

    private static final String OF_ALL = SUMMARY.formatted("");
    private static final String OF_RECENT = SUMMARY.formatted("ORDER BY id DESC LIMIT " + (RECENT + 1));

    private final TimedQueries queries;

    ContactQuery(TimedQueries queries) {
        this.queries = queries;
    }

    /** From all of its events. */
    public ContactSummary whole(String contact) {
        return read(OF_ALL, contact);
    }

    /** From its latest events, so that the busiest contact costs no more than another; one more than that: there are more. */
    public ContactSummary recent(String contact) {
        return read(OF_RECENT, contact);
    }

    private ContactSummary read(String sql, String contact) {
        return queries.row(sql, List.of(contact, contact), row -> summary(contact, row))
                .orElseThrow();
    }

    private static ContactSummary summary(String contact, ResultSet row) throws SQLException {
        return new ContactSummary(
                contact,
                Consent.of(row),
                Instants.of(row, "inbound"),
                Instants.of(row, "outbound"),
                row.getLong("events"));
    }
}
