package dev.textusinbox.alarm;

import dev.textusinbox.platform.request.ListPage;
import dev.textusinbox.platform.request.ListRequest;
import dev.textusinbox.platform.request.QueryParameters;
import dev.textusinbox.security.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Alarms, for operators. */
@Path("/admin/alarms")
@RolesAllowed(Roles.OPERATOR)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Operating")
public class AlarmsResource {
    private static final Set<String> PARAMETERS = Set.of("open", "limit", "cursor");
    private static final Map<String, Boolean> CHOICES = new TreeMap<>(Map.of("true", true, "false", false));

    private final Alarms alarms;

    AlarmsResource(Alarms alarms) {
        this.alarms = alarms;
    }

    @GET
    @Operation(summary = "What is wrong, or was; the newest first")
    @Parameter(
            name = "open",
            in = ParameterIn.QUERY,
            description = "Only those that have not ended, or only those that have; all, unless given.",
            schema = @Schema(type = SchemaType.BOOLEAN))
    @Parameter(name = "limit", in = ParameterIn.QUERY, schema = @Schema(type = SchemaType.INTEGER, defaultValue = "50"))
    @Parameter(name = "cursor", in = ParameterIn.QUERY, schema = @Schema(type = SchemaType.STRING))
    public ListPage<AlarmEntry> list(@Context UriInfo uri) {
        QueryParameters query = QueryParameters.of(uri.getQueryParameters(), PARAMETERS);
        ListRequest page = ListRequest.of("alarms", query);
        Boolean open = query.choice("open", CHOICES, null);
        return alarms.page(page, open);
    }
}
