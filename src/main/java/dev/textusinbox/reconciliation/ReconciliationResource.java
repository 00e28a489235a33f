package dev.textusinbox.reconciliation;

import dev.textusinbox.history.count.Period;
import dev.textusinbox.platform.request.QueryParameters;
import dev.textusinbox.security.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
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

/** What an outage or a pause may have cost, for operators. */
@Path("/admin/sources/{source}/reconciliation")
@RolesAllowed(Roles.OPERATOR)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Operating")
public class ReconciliationResource {
    private static final Set<String> PARAMETERS = Set.of("from", "to");

    private final Reconciliations reconciliations;

    ReconciliationResource(Reconciliations reconciliations) {
        this.reconciliations = reconciliations;
    }

    @GET
    @Operation(
            summary =
                    "After an outage or a pause: what the inbox has of that time, and what the provider has to be asked for",
            description =
                    "By hour against the weeks before; how much of the provider's patience was used; what came late."
                            + " Without `from` and `to`: of the last one that is known.")
    @Parameter(
            name = "from",
            in = ParameterIn.QUERY,
            description = "Inclusive, at most 31 days before `to`.",
            schema = @Schema(type = SchemaType.STRING, format = "date-time"))
    @Parameter(
            name = "to",
            in = ParameterIn.QUERY,
            description = "Exclusive; now, unless given.",
            schema = @Schema(type = SchemaType.STRING, format = "date-time"))
    public Report report(@PathParam("source") String source, @Context UriInfo uri) {
        QueryParameters query = QueryParameters.of(uri.getQueryParameters(), PARAMETERS);
        return reconciliations.report(source, query.time("from"), query.time("to"), Period.MAX);
    }
}
