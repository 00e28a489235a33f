package dev.textusinbox.history.event;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.textusinbox.platform.http.BytesAsReceived;
import dev.textusinbox.platform.phone.Phones;
import dev.textusinbox.platform.problem.Problem;
import dev.textusinbox.platform.problem.ProblemException;
import dev.textusinbox.platform.request.RowIds;
import dev.textusinbox.security.Limited;
import dev.textusinbox.security.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Events, as they were received. */
@Path("/api/events")
@RolesAllowed(Roles.READER)
@Limited
@Tag(name = "History")
public class EventsResource {
    private static final String NO_SUCH_EVENT = "There is no such event.";

    private final EventQuery events;
    private final Phones phones;
    private final ObjectMapper json;

    EventsResource(EventQuery events, Phones phones, ObjectMapper json) {
        this.events = events;
        this.phones = phones;
        this.json = json;
    }

    /** A page; its parameters are read in {@link PageRequest}, where an unknown one is an error. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "List events",
            description = "By event id, the order in which they became durable. Follow `next` with the same filters;"
                    + " with order=asc it is always given, and a reader that follows it misses nothing. A page of large"
                    + " payloads may end before its limit, and so may one whose filter or search took long to look through"
                    + " history: it may be empty, and its `next` goes on from there.")
    @Parameter(name = "source", in = ParameterIn.QUERY, schema = @Schema(type = SchemaType.STRING))
    @Parameter(
            name = "type",
            in = ParameterIn.QUERY,
            description = "Repeatable: any of them.",
            schema = @Schema(type = SchemaType.ARRAY, implementation = String.class))
    @Parameter(
            name = "contact",
            in = ParameterIn.QUERY,
            description = "A phone, best in E.164.",
            schema = @Schema(type = SchemaType.STRING))
    @Parameter(name = "conversation", in = ParameterIn.QUERY, schema = @Schema(type = SchemaType.STRING))
    @Parameter(name = "message", in = ParameterIn.QUERY, schema = @Schema(type = SchemaType.STRING))
    @Parameter(
            name = "from",
            in = ParameterIn.QUERY,
            description = "Earliest occurredAt, inclusive.",
            schema = @Schema(type = SchemaType.STRING, format = "date-time"))
    @Parameter(
            name = "to",
            in = ParameterIn.QUERY,
            description = "Latest occurredAt, exclusive.",
            schema = @Schema(type = SchemaType.STRING, format = "date-time"))
    @Parameter(
            name = "payload",
            in = ParameterIn.QUERY,
            description = "A JSON object that the payload contains.",
            example = "{\"message\":{\"deliveryState\":\"failed\"}}",
            schema = @Schema(type = SchemaType.STRING))
    @Parameter(
            name = "text",
            in = ParameterIn.QUERY,
            description = "Words that the message's body has, all of them, in any order and case.",
            schema = @Schema(type = SchemaType.STRING))
    @Parameter(
            name = "order",
            in = ParameterIn.QUERY,
            schema =
                    @Schema(
                            type = SchemaType.STRING,
                            enumeration = {"desc", "asc"},
                            defaultValue = "desc"))
    @Parameter(
            name = "limit",
            in = ParameterIn.QUERY,
            schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "1000", defaultValue = "50"))
    @Parameter(
            name = "include",
            in = ParameterIn.QUERY,
            schema = @Schema(type = SchemaType.STRING, enumeration = "payload"))
    @Parameter(
            name = "cursor",
            in = ParameterIn.QUERY,
            description = "The `next` of the page before.",
            schema = @Schema(type = SchemaType.STRING))
    public EventPage list(@Context UriInfo uri) {
        return events.page(PageRequest.of(uri.getQueryParameters(), phones::contact));
    }

    /** One event, its payload, and what became of it: its tag changes with anything that is shown. */
    @GET
    @Path("{id}")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "One event, with its payload and what each handler made of it",
            description = "With an `ETag`; 304 for an `If-None-Match` that still holds.")
    @APIResponseSchema(EventDetail.class)
    public Response one(@PathParam("id") String id, @Context HttpHeaders headers, @Context Request request) {
        EventDetail detail = events.detail(eventId(id)).orElseThrow(EventsResource::noSuchEvent);
        Tagged answer = Tagged.of(json, detail);
        Response.ResponseBuilder unchanged = request.evaluatePreconditions(answer.tag());
        if (unchanged == null && headers.getHeaderString(HttpHeaders.IF_NONE_MATCH) != null) {
            // Compared weakly, as RFC 9110 has it for this header; the framework compares what it is given.
            unchanged = request.evaluatePreconditions(new EntityTag(answer.tag().getValue()));
        }
        return unchanged == null
                ? Response.ok(answer.json()).tag(answer.tag()).build()
                : unchanged.tag(answer.tag()).build();
    }

    /** The delivery itself, so that its signature can be checked again. */
    @GET
    @Path("{id}/raw")
    @Produces(MediaType.WILDCARD)
    @Operation(
            summary = "The exact bytes of a delivery",
            description = "With the content type and signature they came with. 410 once they are erased.")
    public Response raw(@PathParam("id") String id) {
        RawBody raw = events.raw(eventId(id)).orElseThrow(EventsResource::noSuchEvent);
        if (raw.body() == null) {
            throw new ProblemException(Problem.of(410, "The body of this event was erased."));
        }
        return BytesAsReceived.of(raw.contentType(), raw.signature(), raw.body());
    }

    private static long eventId(String id) {
        return RowIds.read(id, NO_SUCH_EVENT);
    }

    private static ProblemException noSuchEvent() {
        return ProblemException.notFound(NO_SUCH_EVENT);
    }
}
