package dev.textusinbox.retention;

import dev.textusinbox.bulk.Accepted;
import dev.textusinbox.bulk.BulkEntry;
import dev.textusinbox.platform.phone.Phones;
import dev.textusinbox.platform.problem.ProblemException;
import dev.textusinbox.platform.request.ContactNumbers;
import dev.textusinbox.platform.request.Reason;
import dev.textusinbox.security.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Erasing a contact, for operators. */
@Path("/admin/contacts")
@RolesAllowed(Roles.OPERATOR)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Operating")
public class ErasureResource {
    private static final int NAMED = 100;

    private final Erasure erasure;
    private final BulkErasure bulk;
    private final Phones phones;

    ErasureResource(Erasure erasure, BulkErasure bulk, Phones phones) {
        this.erasure = erasure;
        this.bulk = bulk;
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
        String contact = ContactNumbers.read("phone", phone, phones::contact);
        return erasure.erase(contact, Reason.required(body == null ? null : body.reason()));
    }

    /** Whom to erase; both must be said. */
    public record Many(List<String> phones, String reason) {}

    @POST
    @Path("erase")
    @Operation(
            summary = "Erase very many contacts for good",
            description =
                    "A bulk order for up to 10,000 phones, given in any usual notation. If one of them can't be read it is"
                            + " named, and nothing changes.")
    @APIResponse(
            responseCode = "202",
            description = "The order; how far it is shows where `Location` says.",
            content = @Content(schema = @Schema(implementation = BulkEntry.class)))
    public Response eraseMany(Many body) {
        if (body == null) {
            throw ProblemException.badRequest("The request has no body.");
        }
        BulkEntry order = bulk.give(contacts(body.phones()), Reason.required(body.reason()));
        return Accepted.of(order);
    }

    /** Each once; a 400 that names those that can't be read. */
    private List<String> contacts(List<String> given) {
        if (given == null || given.isEmpty() || given.size() > BulkErasure.MAX) {
            throw ProblemException.badParameter(
                    "phones", "It must be a list of 1 to %d phones.".formatted(BulkErasure.MAX));
        }
        Set<String> contacts = new LinkedHashSet<>();
        List<String> unreadable = new ArrayList<>();
        for (String phone : given) {
            Optional<String> contact = phone == null ? Optional.empty() : phones.contact(phone.strip());
            contact.ifPresentOrElse(contacts::add, () -> unreadable.add(String.valueOf(phone)));
        }
        if (!unreadable.isEmpty()) {
            throw ProblemException.badParameter("phones", unreadable(unreadable));
        }
        return List.copyOf(contacts);
    }

    private static String unreadable(List<String> phones) {
        String named =
                phones.stream().limit(NAMED).map(phone -> '"' + phone + '"').collect(Collectors.joining(", "));
        int more = phones.size() - NAMED;
        return "These can't be read as phone numbers: " + named + (more > 0 ? ", and " + more + " more." : ".");
    }
}
