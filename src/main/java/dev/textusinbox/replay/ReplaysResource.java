package dev.textusinbox.replay;

import dev.textusinbox.platform.problem.ProblemException;
import dev.textusinbox.platform.request.ListPage;
import dev.textusinbox.platform.request.ListRequest;
import dev.textusinbox.platform.request.QueryParameters;
import dev.textusinbox.platform.request.Reason;
import dev.textusinbox.platform.request.RowIds;
import dev.textusinbox.security.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Replays, for operators. */
@Path("/admin/replays")
@RolesAllowed(Roles.OPERATOR)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Operating")
public class ReplaysResource {
    private static final Set<String> PARAMETERS = Set.of("limit", "cursor");

    private final Replays replays;
    private final ReplayRepository repository;

    ReplaysResource(Replays replays, ReplayRepository repository) {
        this.replays = replays;
        this.repository = repository;
    }

    @POST
    @Operation(
            summary = "Deliver events again",
            description = "To the handlers named, at a rate. With `dryRun` nothing changes and the answer (200) says"
                    + " what would match. Events keep their order for each contact, and wait for a handler that has not"
                    + " passed them itself yet.")
    public Response create(ReplayRequest request) {
        if (request == null) {
            throw ProblemException.badRequest("The request has no body.");
        }
        if (request.isDryRun()) {
            return Response.ok(replays.preview(request)).build();
        }
        ReplayEntry made = replays.create(request);
        return Response.created(URI.create("/admin/replays/" + made.id()))
                .entity(made)
                .build();
    }

    @GET
    @Operation(summary = "Replays, the newest first")
    @Parameter(name = "limit", in = ParameterIn.QUERY, schema = @Schema(type = SchemaType.INTEGER, defaultValue = "50"))
    @Parameter(name = "cursor", in = ParameterIn.QUERY, schema = @Schema(type = SchemaType.STRING))
    public ListPage<ReplayEntry> list(@Context UriInfo uri) {
        return repository.page(ListRequest.of("replays", QueryParameters.of(uri.getQueryParameters(), PARAMETERS)));
    }

    @GET
    @Path("{id}")
    @Operation(summary = "One replay, and how far it is")
    public ReplayEntry one(@PathParam("id") String id) {
        return repository.one(number(id)).orElseThrow(Replays::noSuchReplay);
    }

    @POST
    @Consumes(MediaType.WILDCARD)
    @Path("{id}/cancel")
    @Operation(summary = "End a running replay", description = "What it has not delivered yet is taken back.")
    public ReplayEntry cancel(@PathParam("id") String id, Reason body) {
        return replays.cancel(number(id), Reason.optional(body));
    }

    private static long number(String id) {
        return RowIds.read(id, Replays.NOT_FOUND);
    }
}
