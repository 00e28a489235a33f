package dev.textusinbox.retention;

import dev.textusinbox.platform.ContactNumbers;
import dev.textusinbox.platform.Phones;
import dev.textusinbox.platform.Reason;
import dev.textusinbox.security.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Erasing a contact, for operators. */
@Path("/admin/contacts")
@RolesAllowed(Roles.OPERATOR)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Operating")
class ErasureResource {
    private final Erasure erasure;
    private final Phones phones;

    ErasureResource(Erasure erasure, Phones phones) {
        this.erasure = erasure;
        this.phones = phones;
    }

    @POST
    @Consumes(MediaType.WILDCARD)
    @Path("{phone}/erase")
    @Operation(
            summary = "Erase a contact for good",
            description =
                    "Every body, copy and projection of the phone, given in any usual notation; ids, times and types"
                            + " stay. What failed half-way is finished by the same call.")
    public ErasureBatch.Erased erase(@PathParam("phone") String phone, Reason body) {
        String contact = ContactNumbers.read("phone", phone, phones::e164);
        return erasure.erase(contact, Reason.required(body == null ? null : body.reason()));
    }
}
