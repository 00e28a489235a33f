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
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Events, all of them, as lines of JSON or as a table. */
@Path("/api/events/export")
@RolesAllowed(Roles.READER)
@Limited
@Tag(name = "History")
public class ExportResource {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private final Exports exports;
    private final Entries log;
    private final Phones phones;
    private final OutgoingBytes outgoing;
    private final Vertx vertx;

    ExportResource(Exports exports, Entries log, Phones phones, OutgoingBytes outgoing, Vertx vertx) {
        this.exports = exports;
        this.log = log;
        this.phones = phones;
        this.outgoing = outgoing;
        this.vertx = vertx;
    }

    /**
     * Exports up to the head of this moment. As with the stream, the answer is written to the socket directly, and
     * {@code suspended} is for failures only.
     */
    @GET
    @Operation(
            summary = "Export events",
            description =
                    "One item with its payload a line, as JSON or, with `Accept: text/csv`, as a table with a line of names, as many as there are when it begins. A whole export ends with"
                            + " the trailer `Inbox-Count`, the number of lines, and in ascending order `Inbox-Next`, the cursor of"
                            + " what comes later. One that was cut off has no trailers: go on with `after`, the id of the last"
                            + " whole line. The filters are those of the list.")
    @Parameter(
            name = "order",
            in = ParameterIn.QUERY,
            schema =
                    @Schema(
                            type = SchemaType.STRING,
                            enumeration = {"asc", "desc"},
                            defaultValue = "asc"))
    @Parameter(
            name = "cursor",
            in = ParameterIn.QUERY,
            description = "The `Inbox-Next` of an export, or the `next` of a page.",
            schema = @Schema(type = SchemaType.STRING))
    @Parameter(
            name = "after",
            in = ParameterIn.QUERY,
            description = "The event before the first, in the order asked for; instead of a cursor.",
            schema = @Schema(type = SchemaType.STRING))
    @APIResponse(
            responseCode = "200",
            description = "The events, one a line",
            content = {
                @Content(mediaType = "application/x-ndjson", schema = @Schema(type = SchemaType.STRING)),
                @Content(mediaType = "text/csv", schema = @Schema(type = SchemaType.STRING))
            })
    public void export(
            @Context UriInfo uri,
            @Context jakarta.ws.rs.core.HttpHeaders headers,
            @Context HttpServerRequest request,
            @Suspended AsyncResponse suspended) {
        ExportFormat format = ExportFormat.of(headers.getAcceptableMediaTypes());
        ExportRequest asked = ExportRequest.of(uri.getQueryParameters(), phones::contact);
        long head = log.head();
        Outflow out = new Outflow(request, outgoing, vertx);
        out.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, format.mediaType())
                .putHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT)
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .putHeader(
                        "Content-Disposition",
                        "attachment; filename=\"inbox-" + STAMP.format(Instant.now()) + "." + format.extension()
                                + "\"");
        // Put there before any answer, and left to those that are to be compressed to take away.
        out.response().headers().remove(HttpHeaders.CONTENT_ENCODING);
        if (request.method().equals(HttpMethod.HEAD)) {
            var unused = out.response().end();
        } else {
            out.response().putHeader("Trailer", Exporter.COUNT + ", " + Exporter.NEXT);
            exports.add(out, asked, format, head);
        }
    }
}
