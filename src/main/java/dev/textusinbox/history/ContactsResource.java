package dev.textusinbox.history;

import dev.textusinbox.platform.ContactNumbers;
import dev.textusinbox.platform.Instants;
import dev.textusinbox.platform.Phones;
import dev.textusinbox.security.Limited;
import dev.textusinbox.security.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
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
@Limited
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
    private final ConsentLookup consents;

    ContactsResource(TimedQueries queries, Phones phones, ConsentLookup consents) {
        this.queries = queries;
        this.phones = phones;
        this.consents = consents;
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

    /** The consent of many. */
    @POST
    @Path("lookup")
    @Operation(
            summary = "Which of these phones may be texted",
            description = "Up to 1,000 in any usual notation; the answer has one item for each, in the same order. One"
                    + " that can't be read as a phone has an `error` in place of `contact` and `consent`.")
    public LookupAnswer lookup(LookupRequest request) {
        return new LookupAnswer(consents.of(LookupRequest.checked(request)));
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
