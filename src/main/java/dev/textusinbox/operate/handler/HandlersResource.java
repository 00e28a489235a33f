package dev.textusinbox.operate.handler;

import dev.textusinbox.bulk.Accepted;
import dev.textusinbox.bulk.BulkEntry;
import dev.textusinbox.platform.problem.ProblemException;
import dev.textusinbox.platform.request.ListPage;
import dev.textusinbox.platform.request.ListRequest;
import dev.textusinbox.platform.request.QueryParameters;
import dev.textusinbox.platform.request.Reason;
import dev.textusinbox.security.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Handlers, for operators. */
@Path("/admin/handlers")
@RolesAllowed(Roles.OPERATOR)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Operating")
public class HandlersResource {
    private static final Set<String> PARAMETERS = Set.of("limit", "cursor");

    private final HandlerQuery handlers;
    private final HandlerSwitch control;
    private final HandlerRemoval removal;

    HandlersResource(HandlerQuery handlers, HandlerSwitch control, HandlerRemoval removal) {
        this.handlers = handlers;
        this.control = control;
        this.removal = removal;
    }

    @GET
    @Operation(summary = "How each handler is doing")
    @Parameter(name = "limit", in = ParameterIn.QUERY, schema = @Schema(type = SchemaType.INTEGER, defaultValue = "50"))
    @Parameter(name = "cursor", in = ParameterIn.QUERY, schema = @Schema(type = SchemaType.STRING))
    public ListPage<HandlerStatus> list(@Context UriInfo uri) {
        return ListRequest.of("handlers", QueryParameters.of(uri.getQueryParameters(), PARAMETERS))
                .pageOf(handlers.all());
    }

    @POST
    @Consumes(MediaType.WILDCARD)
    @Path("{name}/pause")
    @Operation(summary = "Stop calling a handler", description = "What is in hand ends; events wait, in their order.")
    public HandlerStatus pause(@PathParam("name") String name, Reason body) {
        return control.pause(storable(name), Reason.optional(body));
    }

    @POST
    @Consumes(MediaType.WILDCARD)
    @Path("{name}/resume")
    @Operation(summary = "Let a paused handler go on where it stopped")
    public HandlerStatus resume(@PathParam("name") String name, Reason body) {
        return control.resume(storable(name), Reason.optional(body));
    }

    @DELETE
    @Path("{name}")
    @Operation(
            summary = "Drop a handler that was renamed or removed",
            description = "With its progress, and all its redeliveries. 409 while an instance runs it.")
    @APIResponse(responseCode = "204", description = "It is gone.")
    @APIResponse(
            responseCode = "202",
            description = "It has very many redeliveries: a bulk order, which shows where `Location` says.",
            content = @Content(schema = @Schema(implementation = BulkEntry.class)))
    @Parameter(name = "reason", in = ParameterIn.QUERY, required = true, schema = @Schema(type = SchemaType.STRING))
    public Response drop(@PathParam("name") String name, @Context UriInfo uri) {
        QueryParameters query = QueryParameters.of(uri.getQueryParameters(), Set.of("reason"));
        String reason = Reason.required(query.text("reason"));
        return Accepted.orDone(removal.drop(storable(name), reason));
    }

    /** No text of the database can hold a NUL, so asking for one is an error there. */
    private static String storable(String name) {
        if (name.indexOf('\0') >= 0) {
            throw ProblemException.notFound("There is no such handler.");
        }
        return name;
    }
}
