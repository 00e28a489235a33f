package dev.textusinbox.operate;

import dev.textusinbox.platform.ListPage;
import dev.textusinbox.platform.ListRequest;
import dev.textusinbox.platform.QueryParameters;
import dev.textusinbox.security.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
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

/** Sources, for operators. */
@Path("/admin/sources")
@RolesAllowed(Roles.OPERATOR)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Operating")
class SourcesResource {
    private static final Set<String> PARAMETERS = Set.of("limit", "cursor");

    @GET
    @Operation(summary = "What each source sent, and when it was last heard from")
    @Parameter(name = "limit", in = ParameterIn.QUERY, schema = @Schema(type = SchemaType.INTEGER, defaultValue = "50"))
    @Parameter(name = "cursor", in = ParameterIn.QUERY, schema = @Schema(type = SchemaType.STRING))
    public ListPage<SourceEntry.Item> list(@Context UriInfo uri) {
        return ListRequest.of("sources", QueryParameters.of(uri.getQueryParameters(), PARAMETERS))
                .pageOf(SourceEntry.all());
    }
}
