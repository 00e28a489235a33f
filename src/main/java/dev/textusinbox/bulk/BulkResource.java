package dev.textusinbox.bulk;

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
import jakarta.ws.rs.core.UriInfo;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Bulk orders, for operators. */
@Path("/admin/bulk")
@RolesAllowed(Roles.OPERATOR)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Operating")
public class BulkResource {
    private static final Set<String> PARAMETERS = Set.of("limit", "cursor");

    private final BulkOrders orders;
    private final BulkRepository repository;

    BulkResource(BulkOrders orders, BulkRepository repository) {
        this.orders = orders;
        this.repository = repository;
    }

    @GET
    @Operation(
            summary = "Bulk orders, the newest first",
            description = "What was asked for very many at once: retries, discards, erasures, handlers dropped.")
    @Parameter(name = "limit", in = ParameterIn.QUERY, schema = @Schema(type = SchemaType.INTEGER, defaultValue = "50"))
    @Parameter(name = "cursor", in = ParameterIn.QUERY, schema = @Schema(type = SchemaType.STRING))
    public ListPage<BulkEntry> list(@Context UriInfo uri) {
        return repository.page(ListRequest.of("bulk", QueryParameters.of(uri.getQueryParameters(), PARAMETERS)));
    }

    @GET
    @Path("{id}")
    @Operation(summary = "One bulk order, and how far it is")
    public BulkEntry one(@PathParam("id") String id) {
        return orders.one(number(id));
    }

    @POST
    @Consumes(MediaType.WILDCARD)
    @Path("{id}/cancel")
    @Operation(summary = "End a running bulk order", description = "What it has done by then stays done.")
    public BulkEntry cancel(@PathParam("id") String id, Reason body) {
        return orders.cancel(number(id), Reason.optional(body));
    }

    private static long number(String id) {
        return RowIds.read(id, BulkOrders.NOT_FOUND);
    }
}
