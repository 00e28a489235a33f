package dev.textusinbox.operate.redelivery;

import dev.textusinbox.bulk.Accepted;
import dev.textusinbox.bulk.BulkEntry;
import dev.textusinbox.operate.handler.HandlerQuery;
import dev.textusinbox.platform.phone.Phones;
import dev.textusinbox.platform.problem.ProblemException;
import dev.textusinbox.platform.request.ContactNumbers;
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
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Events that failed at a handler or wait behind one, for operators. */
@Path("/admin/redeliveries")
@RolesAllowed(Roles.OPERATOR)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Operating")
public class RedeliveriesResource {
    private static final Set<String> PARAMETERS = Set.of("handler", "state", "contact", "limit", "cursor");
    private static final Map<String, List<String>> STATES = new TreeMap<>(Map.of(
            "retrying", List.of("retrying"),
            "blocked", List.of("blocked"),
            "dead", List.of("dead"),
            "discarded", List.of("discarded"),
            "replayed", List.of("replayed")));
    /** What is discarded is over: it is shown to who asks for it. */
    private static final List<String> OPEN = List.of("retrying", "blocked", "dead", "replayed");

    private final RedeliveryRepository redeliveries;
    private final RedeliveryChanges changes;
    private final BulkRedeliveries bulk;
    private final HandlerQuery handlers;
    private final Phones phones;

    RedeliveriesResource(
            RedeliveryRepository redeliveries,
            RedeliveryChanges changes,
            BulkRedeliveries bulk,
            HandlerQuery handlers,
            Phones phones) {
        this.redeliveries = redeliveries;
        this.changes = changes;
        this.bulk = bulk;
        this.handlers = handlers;
        this.phones = phones;
    }

    @GET
    @Operation(
            summary = "What is retrying, blocked or dead",
            description = "The newest first; and what a replay has put back. Discarded ones with `state=discarded`.")
    @Parameter(name = "handler", in = ParameterIn.QUERY, schema = @Schema(type = SchemaType.STRING))
    @Parameter(
            name = "state",
            in = ParameterIn.QUERY,
            schema =
                    @Schema(
                            type = SchemaType.STRING,
                            enumeration = {"retrying", "blocked", "dead", "discarded", "replayed"}))
    @Parameter(
            name = "contact",
            in = ParameterIn.QUERY,
            description = "A phone, best in E.164.",
            schema = @Schema(type = SchemaType.STRING))
    @Parameter(name = "limit", in = ParameterIn.QUERY, schema = @Schema(type = SchemaType.INTEGER, defaultValue = "50"))
    @Parameter(name = "cursor", in = ParameterIn.QUERY, schema = @Schema(type = SchemaType.STRING))
    public ListPage<RedeliveryEntry> list(@Context UriInfo uri) {
        QueryParameters query = QueryParameters.of(uri.getQueryParameters(), PARAMETERS);
        ListRequest page = ListRequest.of("redeliveries", query);
        String contact = query.text("contact");
        RedeliveryRepository.RedeliveryFilter wanted = new RedeliveryRepository.RedeliveryFilter(
                query.text("handler") == null ? null : known(query.text("handler")),
                query.choice("state", STATES, OPEN),
                contact == null ? null : ContactNumbers.read("contact", contact, phones::contact));
        return redeliveries.page(page, wanted);
    }

    @POST
    @Consumes(MediaType.WILDCARD)
    @Path("{id}/retry")
    @Operation(
            summary = "Try one again at once",
            description = "Its attempts are counted from the start. 409 if it waits behind an earlier one.")
    public RedeliveryEntry retry(@PathParam("id") String id, Reason body) {
        return changes.retry(number(id), Reason.optional(body));
    }

    @POST
    @Consumes(MediaType.WILDCARD)
    @Path("{id}/discard")
    @Operation(summary = "Give one up for good", description = "What waits behind it goes on.")
    public RedeliveryEntry discard(@PathParam("id") String id, Reason body) {
        return changes.discard(number(id), Reason.optional(body));
    }

    @POST
    @Path("retry")
    @Operation(
            summary = "Try all of a handler's dead or retrying ones again at once",
            description = "A bulk order; to narrow it: a group of failures, a contact, or when they failed.")
    @APIResponse(
            responseCode = "202",
            description = "The order; how far it is shows where `Location` says.",
            content = @Content(schema = @Schema(implementation = BulkEntry.class)))
    public Response retryAll(BulkRedeliveries.Request body) {
        return Accepted.of(bulk.give(BulkRedeliveries.BulkChange.RETRY, body));
    }

    @POST
    @Path("discard")
    @Operation(
            summary = "Give all of a handler's dead, retrying or blocked ones up for good",
            description =
                    "A bulk order; to narrow it: a group of failures, a contact, or when they failed. What waits behind them goes on.")
    @APIResponse(
            responseCode = "202",
            description = "The order; how far it is shows where `Location` says.",
            content = @Content(schema = @Schema(implementation = BulkEntry.class)))
    public Response discardAll(BulkRedeliveries.Request body) {
        return Accepted.of(bulk.give(BulkRedeliveries.BulkChange.DISCARD, body));
    }

    private String known(String handler) {
        if (handlers.one(handler).isEmpty()) {
            throw ProblemException.badParameter("handler", "There is no such handler.");
        }
        return handler;
    }

    private static long number(String id) {
        return RowIds.read(id, RedeliveryChanges.NOT_FOUND);
    }
}
