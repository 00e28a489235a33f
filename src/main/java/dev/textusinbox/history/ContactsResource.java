package dev.textusinbox.history;

import dev.textusinbox.history.ContactSummary.Consent;
import dev.textusinbox.platform.ContactNumbers;
import dev.textusinbox.platform.Phones;
import dev.textusinbox.security.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Contacts, known by their phones. */
@Path("/api/contacts")
@RolesAllowed(Roles.READER)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "History")
public class ContactsResource {
    /** Always one row: the aggregates of no events are a row too. */
    private static final String SUMMARY = """
            SELECT coalesce(c.state, 'unknown') AS state, c.since, c.event_id, e.inbound, e.outbound, e.events
              FROM (SELECT count(*) AS events,
                           max(occurred_at) FILTER (WHERE type = 'message.received') AS inbound,
                           max(occurred_at) FILTER (WHERE type IN
                             ('message.delivered', 'message.failed', 'message.unknown')) AS outbound
                      FROM event WHERE contact = ?) e
              LEFT JOIN consent c ON c.contact = ?""";

    private final TimedQueries queries;
    private final Phones phones;

    ContactsResource(TimedQueries queries, Phones phones) {
        this.queries = queries;
        this.phones = phones;
    }

    /** One contact. */
    @GET
    @Path("{phone}")
    @Operation(
            summary = "One contact: consent, and when it was last heard from and written to",
            description = "The phone in any usual notation. One never seen has consent `unknown` and no events.")
    public ContactSummary one(@PathParam("phone") String phone) {
        String contact = ContactNumbers.read("phone", phone, phones::e164);
        return queries.row(SUMMARY, List.of(contact, contact), row -> summary(contact, row))
                .orElseThrow();
    }

    private static ContactSummary summary(String contact, ResultSet row) throws SQLException {
        return new ContactSummary(
                contact,
                new Consent(
                        row.getString("state"), TimedQueries.instant(row, "since"), TimedQueries.id(row, "event_id")),
                TimedQueries.instant(row, "inbound"),
                TimedQueries.instant(row, "outbound"),
                row.getLong("events"));
    }
}
