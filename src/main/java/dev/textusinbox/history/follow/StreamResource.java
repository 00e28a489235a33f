package dev.textusinbox.history.follow;

import dev.textusinbox.platform.http.OutgoingBytes;
import dev.textusinbox.platform.phone.Phones;
import dev.textusinbox.security.Limited;
import dev.textusinbox.security.Roles;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Events as they come in. */
@Path("/api/events/stream")
@RolesAllowed(Roles.READER)
@Limited
@Tag(name = "History")
public class StreamResource {
    private final Followers followers;
    private final Entries log;
    private final Phones phones;
    private final OutgoingBytes outgoing;
    private final Vertx vertx;

    StreamResource(Followers followers, Entries log, Phones phones, OutgoingBytes outgoing, Vertx vertx) {
        this.followers = followers;
        this.log = log;
        this.phones = phones;
        this.outgoing = outgoing;
        this.vertx = vertx;
    }

    /**
     * Follows the log. The answer is written to the socket directly, as its reader takes it: {@code suspended} keeps the
     * framework from giving one of its own, and is resumed by failures only.
     */
    @GET
    @Operation(
            summary = "Follow events",
            description =
                    "Server-sent events: `id` is the event's id, `event` its type, `data` the item with its payload."
                            + " Without `after` or `Last-Event-ID` it begins with what comes from now on. A comment comes at least"
                            + " every 15 s. A reader that takes nothing for 20 s is sent away; it misses nothing if it comes back"
                            + " with `Last-Event-ID`. One that has seen later events than there are, since the database was put back, is sent the event `reset`"
                            + " with the head's id, and what comes after that. The filters are those of the list.")
    @Parameter(
            name = "after",
            in = ParameterIn.QUERY,
            description = "The event before the first; 0 for all of history.",
            schema = @Schema(type = SchemaType.STRING))
    @APIResponse(
            responseCode = "200",
            description = "The events, without an end",
            content = @Content(mediaType = MediaType.SERVER_SENT_EVENTS, schema = @Schema(type = SchemaType.STRING)))
    public void follow(
            @Context UriInfo uri,
            @HeaderParam("Last-Event-ID") String lastEventId,
            @Context HttpServerRequest request,
            @Suspended AsyncResponse suspended) {
        StreamRequest asked = StreamRequest.of(uri.getQueryParameters(), lastEventId, phones::contact);
        // Also where the reader says where it begins: in an outage it is told so, and tries again.
        long head = log.head();
        Outflow out = new Outflow(request, outgoing, vertx);
        out.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, MediaType.SERVER_SENT_EVENTS)
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                // A proxy that collects before it passes on would hold events back.
                .putHeader("X-Accel-Buffering", "no");
        if (request.method().equals(HttpMethod.HEAD)) {
            var unused = out.response().end();
        } else {
            followers.add(out, asked.selection(), asked.after().orElse(head), head);
        }
    }
}
