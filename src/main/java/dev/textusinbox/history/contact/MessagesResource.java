package dev.textusinbox.history.contact;

import dev.textusinbox.platform.problem.ProblemException;
import dev.textusinbox.platform.request.ProviderIds;
import dev.textusinbox.security.Limited;
import dev.textusinbox.security.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Messages, known by the provider's ids. */
@Path("/api/messages")
@RolesAllowed(Roles.READER)
@Limited
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "History")
public class MessagesResource {
    private final MessageQuery messages;

    MessagesResource(MessageQuery messages) {
        this.messages = messages;
    }

    /** One message; its id may come with its path, and so with slashes. */
    @GET
    @Path("{id: .+}")
    @Operation(summary = "One message: its status, and its events by the provider's time")
    public MessageSummary one(@PathParam("id") String id) {
        return ProviderIds.sought(id)
                .flatMap(messages::find)
                .orElseThrow(() -> ProblemException.notFound("There is no such message."));
    }
}
