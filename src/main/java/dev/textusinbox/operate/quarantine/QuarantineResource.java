package dev.textusinbox.operate.quarantine;

import dev.textusinbox.log.Received;
import dev.textusinbox.platform.http.BytesAsReceived;
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
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Verified deliveries that are no events, or contradict one; for operators. */
@Path("/admin/quarantine")
@RolesAllowed(Roles.OPERATOR)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Operating")
public class QuarantineResource {
    private static final Set<String> PARAMETERS = Set.of("source", "state", "reason", "limit", "cursor");
    private static final Map<String, String> STATES =
            new TreeMap<>(Map.of("open", "open", "retried", "retried", "discarded", "discarded"));

    private static final Map<String, String> REASONS = new TreeMap<>(
            QuarantineEntry.REASONS.stream().collect(Collectors.toMap(reason -> reason, reason -> reason)));

    private final Quarantine quarantine;
    private final QuarantineRetry retries;

    QuarantineResource(Quarantine quarantine, QuarantineRetry retries) {
        this.quarantine = quarantine;
        this.retries = retries;
    }

    @GET
    @Operation(summary = "Quarantined deliveries, the newest first")
    @Parameter(name = "source", in = ParameterIn.QUERY, schema = @Schema(type = SchemaType.STRING))
    @Parameter(
            name = "state",
            in = ParameterIn.QUERY,
            description = "All, unless given.",
            schema =
                    @Schema(
                            type = SchemaType.STRING,
                            enumeration = {"open", "retried", "discarded"}))
    @Parameter(
            name = "reason",
            in = ParameterIn.QUERY,
            description = "All, unless given.",
            schema =
                    @Schema(
                            type = SchemaType.STRING,
                            enumeration = {"malformed", "not-an-object", "no-type", "unstorable", "conflict"}))
    @Parameter(name = "limit", in = ParameterIn.QUERY, schema = @Schema(type = SchemaType.INTEGER, defaultValue = "50"))
    @Parameter(name = "cursor", in = ParameterIn.QUERY, schema = @Schema(type = SchemaType.STRING))
    public ListPage<QuarantineEntry> list(@Context UriInfo uri) {
        QueryParameters query = QueryParameters.of(uri.getQueryParameters(), PARAMETERS);
        ListRequest page = ListRequest.of("quarantine", query);
        return quarantine.page(page, wanted(query));
    }

    @GET
    @Path("{id}/raw")
    @Produces(MediaType.WILDCARD)
    @Operation(
            summary = "The exact bytes of a delivery",
            description = "With the content type and signature they came with. 410 once they are erased.")
    public Response raw(@PathParam("id") String id) {
        Received delivery = quarantine.delivery(number(id));
        return BytesAsReceived.of(delivery.contentType(), delivery.signature(), delivery.body());
    }

    @POST
    @Consumes(MediaType.WILDCARD)
    @Path("{id}/retry")
    @Operation(
            summary = "Hand a delivery to the log again",
            description = "409, saying why, if it still can't become an event.")
    public QuarantineEntry retry(@PathParam("id") String id, Reason body) {
        return retries.retry(number(id), Reason.optional(body));
    }

    @POST
    @Consumes(MediaType.WILDCARD)
    @Path("{id}/discard")
    @Operation(summary = "Close an entry for good")
    public QuarantineEntry discard(@PathParam("id") String id, Reason body) {
        return quarantine.discard(number(id), Reason.optional(body));
    }

    private static Quarantine.QuarantineSelection wanted(QueryParameters query) {
        return new Quarantine.QuarantineSelection(
                query.text("source"), query.choice("state", STATES, null), query.choice("reason", REASONS, null));
    }

    private static long number(String id) {
        return RowIds.read(id, Quarantine.NOT_FOUND);
    }
}
