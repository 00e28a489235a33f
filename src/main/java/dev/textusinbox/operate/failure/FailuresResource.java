package dev.textusinbox.operate.failure;

import dev.textusinbox.operate.failure.Failures.FailureFilter;
import dev.textusinbox.operate.handler.HandlerQuery;
import dev.textusinbox.platform.phone.Phones;
import dev.textusinbox.platform.problem.ProblemException;
import dev.textusinbox.platform.request.ContactNumbers;
import dev.textusinbox.platform.request.ListPage;
import dev.textusinbox.platform.request.ListRequest;
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
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Failures, those with the same cause as one, for operators. */
@Path("/admin/failures")
@RolesAllowed(Roles.OPERATOR)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Operating")
public class FailuresResource {
    private static final Set<String> PARAMETERS =
            Set.of("handler", "state", "contact", "failedFrom", "failedTo", "limit", "cursor");
    private static final Map<String, List<String>> STATES =
            new TreeMap<>(Map.of("retrying", List.of("retrying"), "dead", List.of("dead")));

    private final Failures failures;
    private final HandlerQuery handlers;
    private final Phones phones;

    FailuresResource(Failures failures, HandlerQuery handlers, Phones phones) {
        this.failures = failures;
        this.handlers = handlers;
        this.phones = phones;
    }

    @GET
    @Operation(
            summary = "Failures with the same cause as one, the largest group first",
            description =
                    "Two have the same cause where their errors, and what the receivers said, differ only in ids, numbers, "
                            + "times, phones or quoted values. With a contact or a time, only what is narrowed to that is counted.")
    @Parameter(name = "handler", in = ParameterIn.QUERY, schema = @Schema(type = SchemaType.STRING))
    @Parameter(
            name = "state",
            in = ParameterIn.QUERY,
            schema =
                    @Schema(
                            type = SchemaType.STRING,
                            enumeration = {"retrying", "dead"}))
    @Parameter(
            name = "contact",
            in = ParameterIn.QUERY,
            description = "A phone, best in E.164.",
            schema = @Schema(type = SchemaType.STRING))
    @Parameter(
            name = "failedFrom",
            in = ParameterIn.QUERY,
            description = "An attempt failed then or later.",
            schema = @Schema(type = SchemaType.STRING, format = "date-time"))
    @Parameter(
            name = "failedTo",
            in = ParameterIn.QUERY,
            description = "And before this.",
            schema = @Schema(type = SchemaType.STRING, format = "date-time"))
    @Parameter(name = "limit", in = ParameterIn.QUERY, schema = @Schema(type = SchemaType.INTEGER, defaultValue = "50"))
    @Parameter(name = "cursor", in = ParameterIn.QUERY, schema = @Schema(type = SchemaType.STRING))
    public ListPage<FailureEntry> list(@Context UriInfo uri) {
        QueryParameters query = QueryParameters.of(uri.getQueryParameters(), PARAMETERS);
        ListRequest page = ListRequest.of("failures", query);
        String handler = query.text("handler");
        List<String> states = query.choice("state", STATES, Failures.STATES);
        String contact = query.text("contact");
        FailureFilter wanted = new FailureFilter(
                handler,
                states,
                contact == null ? null : ContactNumbers.read("contact", contact, phones::contact),
                query.time("failedFrom"),
                query.time("failedTo"));
        if (handler != null && handlers.one(handler).isEmpty()) {
            throw ProblemException.badParameter("handler", "There is no such handler.");
        }
        return failures.page(page, wanted);
    }

    @GET
    @Path("{id}")
    @Operation(summary = "One group of failures")
    public FailureEntry one(@PathParam("id") String id) {
        return failures.one(id);
    }
}
