package dev.textusinbox.history.contact;

import dev.textusinbox.platform.phone.Phones;
import dev.textusinbox.platform.request.ContactNumbers;
import dev.textusinbox.security.Limited;
import dev.textusinbox.security.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Contacts, known by their phones. */
@Path("/api/contacts")
@RolesAllowed(Roles.READER)
@Limited
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "History")
public class ContactsResource {
    private final ContactQuery contacts;
    private final Phones phones;
    private final ConsentLookup consents;

    ContactsResource(ContactQuery contacts, Phones phones, ConsentLookup consents) {
        this.contacts = contacts;
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
        String contact = ContactNumbers.read("phone", phone, phones::contact);
        return contacts.whole(contact);
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
}
