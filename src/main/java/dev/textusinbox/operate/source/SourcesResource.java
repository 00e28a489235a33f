package dev.textusinbox.operate.source;

import dev.textusinbox.gate.Mode;
import dev.textusinbox.platform.request.ListPage;
import dev.textusinbox.platform.request.ListRequest;
import dev.textusinbox.platform.request.QueryParameters;
import dev.textusinbox.security.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
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

/** Sources, for operators. */
@Path("/admin/sources")
@RolesAllowed(Roles.OPERATOR)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Operating")
public class SourcesResource {
    private static final Set<String> PARAMETERS = Set.of("limit", "cursor");

    private final SourceQuery sources;
    private final SourceSwitch control;

    SourcesResource(SourceQuery sources, SourceSwitch control) {
        this.sources = sources;
        this.control = control;
    }

    @GET
    @Operation(
            summary = "How each source is: whether it is taken or parked, its outage, what it sent, its secrets' use",
            description = "While the database is away, what this instance knows by itself.")
    @Parameter(name = "limit", in = ParameterIn.QUERY, schema = @Schema(type = SchemaType.INTEGER, defaultValue = "50"))
    @Parameter(name = "cursor", in = ParameterIn.QUERY, schema = @Schema(type = SchemaType.STRING))
    public ListPage<SourceStatus> list(@Context UriInfo uri) {
        return ListRequest.of("sources", QueryParameters.of(uri.getQueryParameters(), PARAMETERS))
                .pageOf(sources.all());
    }

    @PUT
    @Path("{source}/mode")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Park a source's deliveries at the provider, or take them again",
            description = "Parked, each delivery is answered 503: the provider keeps it, and asks again every hour.")
    public SourceStatus setMode(@PathParam("source") String source, SourceMode body) {
        Mode unused = control.set(source, body);
        return sources.all().stream()
                .filter(status -> status.source().equals(source))
                .findFirst()
                .orElseThrow();
    }
}
