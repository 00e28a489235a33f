package dev.textusinbox.consumer;

import dev.textusinbox.bulk.Accepted;
import dev.textusinbox.bulk.BulkEntry;
import dev.textusinbox.consumer.Consumers.ConsumerRequest;
import dev.textusinbox.consumer.Consumers.MadeConsumer;
import dev.textusinbox.platform.request.ListPage;
import dev.textusinbox.platform.request.ListRequest;
import dev.textusinbox.platform.request.QueryParameters;
import dev.textusinbox.platform.request.Reason;
import dev.textusinbox.security.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
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

/** Pull consumers, for operators. */
@Path("/admin/consumers")
@RolesAllowed(Roles.OPERATOR)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Operating")
public class ConsumersResource {
    private static final int CREATED = 201;

    private final Consumers consumers;
    private final ConsumerRepository repository;

    ConsumersResource(Consumers consumers, ConsumerRepository repository) {
        this.consumers = consumers;
        this.repository = repository;
    }

    @GET
    @Operation(summary = "The pull consumers, by name", description = "How each is doing stands with the handlers.")
    @Parameter(name = "limit", in = ParameterIn.QUERY, schema = @Schema(type = SchemaType.INTEGER, defaultValue = "50"))
    @Parameter(name = "cursor", in = ParameterIn.QUERY, schema = @Schema(type = SchemaType.STRING))
    public ListPage<ConsumerEntry> list(@Context UriInfo uri) {
        return repository.page(
                ListRequest.of("consumers", QueryParameters.of(uri.getQueryParameters(), Set.of("limit", "cursor"))));
    }

    @PUT
    @Path("{name}")
    @Operation(
            summary = "Make a pull consumer, or change its types",
            description = "Where it begins is decided when it is made. New types count for what it has not passed yet."
                    + " 409 where a handler of another kind has the name.")
    @APIResponse(
            responseCode = "200",
            description = "It is as it was asked for.",
            content = @Content(schema = @Schema(implementation = ConsumerEntry.class)))
    @APIResponse(
            responseCode = "201",
            description = "It is made.",
            content = @Content(schema = @Schema(implementation = ConsumerEntry.class)))
    public Response put(@PathParam("name") String name, ConsumerRequest body) {
        MadeConsumer made = consumers.put(name, ReceiptsRequest.there(body));
        return Response.status(made.isNew() ? CREATED : 200)
                .entity(made.consumer())
                .build();
    }

    @DELETE
    @Path("{name}")
    @Operation(summary = "Drop a pull consumer", description = "With its progress, and all its redeliveries.")
    @APIResponse(responseCode = "204", description = "It is gone.")
    @APIResponse(
            responseCode = "202",
            description = "It has very many redeliveries: a bulk order, which shows where `Location` says.",
            content = @Content(schema = @Schema(implementation = BulkEntry.class)))
    @Parameter(name = "reason", in = ParameterIn.QUERY, required = true, schema = @Schema(type = SchemaType.STRING))
    public Response drop(@PathParam("name") String name, @Context UriInfo uri) {
        QueryParameters query = QueryParameters.of(uri.getQueryParameters(), Set.of("reason"));
        return Accepted.orDone(consumers.drop(name, Reason.required(query.text("reason"))));
    }
}
