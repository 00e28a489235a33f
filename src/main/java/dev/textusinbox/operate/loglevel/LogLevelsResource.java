package dev.textusinbox.operate.loglevel;

import dev.textusinbox.platform.request.ListPage;
import dev.textusinbox.platform.request.ListRequest;
import dev.textusinbox.platform.request.QueryParameters;
import dev.textusinbox.platform.request.Reason;
import dev.textusinbox.security.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
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

/** What the instance that answers logs, for operators. */
@Path("/admin/log-levels")
@RolesAllowed(Roles.OPERATOR)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Operating")
public class LogLevelsResource {
    private static final Set<String> PARAMETERS = Set.of("limit", "cursor");

    private final LogLevels levels;

    LogLevelsResource(LogLevels levels) {
        this.levels = levels;
    }

    @GET
    @Operation(summary = "Which levels were switched since this instance started")
    @Parameter(name = "limit", in = ParameterIn.QUERY, schema = @Schema(type = SchemaType.INTEGER, defaultValue = "50"))
    @Parameter(name = "cursor", in = ParameterIn.QUERY, schema = @Schema(type = SchemaType.STRING))
    public ListPage<LogLevel> list(@Context UriInfo uri) {
        return ListRequest.of("log-levels", QueryParameters.of(uri.getQueryParameters(), PARAMETERS))
                .pageOf(levels.all());
    }

    @PUT
    @Path("{category}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Log more or less of a package or class",
            description = "Of the instance that answers, until it ends or this is undone.")
    public LogLevel set(@PathParam("category") String category, LogLevelChange body) {
        return levels.set(category, body);
    }

    @DELETE
    @Path("{category}")
    @Operation(summary = "Log a package or class as at the start again")
    @Parameter(name = "reason", in = ParameterIn.QUERY, required = true, schema = @Schema(type = SchemaType.STRING))
    public void reset(@PathParam("category") String category, @Context UriInfo uri) {
        QueryParameters query = QueryParameters.of(uri.getQueryParameters(), Set.of("reason"));
        levels.reset(category, Reason.required(query.text("reason")));
    }
}
