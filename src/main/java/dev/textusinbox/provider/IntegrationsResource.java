package dev.textusinbox.provider;

import dev.textusinbox.platform.problem.ProblemException;
import dev.textusinbox.platform.request.QueryParameters;
import dev.textusinbox.platform.request.Reason;
import dev.textusinbox.security.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
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

/** The provider's side of each source, for operators. */
@Path("/admin/integrations/{source}")
@RolesAllowed(Roles.OPERATOR)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Operating")
public class IntegrationsResource {
    private final Integrations integrations;

    IntegrationsResource(Integrations integrations) {
        this.integrations = integrations;
    }

    @GET
    @Operation(
            summary = "What is wanted at the provider, what is there, and what differs",
            description = "Asks the provider. 404 where the source has no provider settings; 502, 504 or 429 where the"
                    + " provider fails, with what it said.")
    public IntegrationView look(@PathParam("source") String source, @Context UriInfo uri) {
        QueryParameters.of(uri.getQueryParameters(), Set.of());
        return integrations.look(source);
    }

    @PUT
    @Operation(
            summary = "Apply the settings to the integration",
            description =
                    "Creates or updates it; what is so already stays untouched. With `dryRun` nothing changes, and"
                            + " `drift` says what would.")
    public IntegrationView put(@PathParam("source") String source, ChangeRequest request) {
        if (request == null) {
            throw noBody();
        }
        return integrations.put(source, request);
    }

    @DELETE
    @Operation(summary = "Take the integration away at the provider")
    @Parameter(name = "reason", in = ParameterIn.QUERY, required = true, schema = @Schema(type = SchemaType.STRING))
    public void delete(@PathParam("source") String source, @Context UriInfo uri) {
        QueryParameters query = QueryParameters.of(uri.getQueryParameters(), Set.of("reason"));
        integrations.delete(source, Reason.required(query.text("reason")));
    }

    @GET
    @Path("rotate-secret")
    @Operation(summary = "How far the change to another secret has come")
    public Rotation rotation(@PathParam("source") String source, @Context UriInfo uri) {
        QueryParameters.of(uri.getQueryParameters(), Set.of());
        return integrations.rotation(source);
    }

    @POST
    @Path("rotate-secret")
    @Operation(
            summary = "Have the provider sign with another secret of the settings' list",
            description = "`position` is that of the list, from 0, which is preset. The answer says what comes next.")
    public Rotation rotate(@PathParam("source") String source, ChangeRequest.Rotate request) {
        if (request == null) {
            throw noBody();
        }
        return integrations.rotate(source, request);
    }

    private static ProblemException noBody() {
        return ProblemException.badRequest("The request has no body.");
    }
}
