package dev.textusinbox.console.operate;

import dev.textusinbox.console.page.ConsolePage;
import dev.textusinbox.console.page.Frames;
import dev.textusinbox.console.page.ListFilter;
import dev.textusinbox.console.page.OperatorsOnly;
import dev.textusinbox.log.Received;
import dev.textusinbox.operate.quarantine.Quarantine;
import dev.textusinbox.operate.quarantine.QuarantineEntry;
import dev.textusinbox.operate.quarantine.QuarantineRetry;
import dev.textusinbox.platform.http.BytesAsReceived;
import dev.textusinbox.platform.problem.ProblemException;
import dev.textusinbox.platform.request.ListPage;
import dev.textusinbox.platform.request.ListRequest;
import dev.textusinbox.platform.request.QueryParameters;
import dev.textusinbox.platform.request.Reason;
import dev.textusinbox.platform.request.RowIds;
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
import java.util.Set;
import org.jboss.resteasy.reactive.RestForm;

/** Quarantined deliveries: their bytes, reprocessed or discarded. */
@Path("/console/quarantine")
@ConsolePage
@Produces(MediaType.TEXT_HTML)
public class QuarantinePages {
    private static final String PATH = "/console/quarantine";
    private static final Set<String> PARAMETERS = Set.of("source", "state", "reason", "limit", "cursor");

    private final Frames frames;
    private final Quarantine quarantine;
    private final QuarantineRetry retries;

    QuarantinePages(Frames frames, Quarantine quarantine, QuarantineRetry retries) {
        this.frames = frames;
        this.quarantine = quarantine;
        this.retries = retries;
    }

    @GET
    public String list(@Context UriInfo uri) {
        QueryParameters query = QueryParameters.of(uri.getQueryParameters(), PARAMETERS);
        ListPage<QuarantineEntry> page = quarantine.page(
                ListRequest.of("quarantine", query),
                new Quarantine.QuarantineSelection(query.text("source"), query.text("state"), query.text("reason")));
        ListFilter filter = new ListFilter(PATH, uri.getQueryParameters(), QuarantineList.LABELS);
        return OperatingTemplates.quarantine(
                        frames.of("quarantine", "Quarantine"),
                        new QuarantineList(page.items(), filter.page(page.next()), filter))
                .render();
    }

    @GET
    @Path("{id}")
    @OperatorsOnly
    public String one(@PathParam("id") String id) {
        QuarantineEntry entry =
                quarantine.one(number(id)).orElseThrow(() -> ProblemException.notFound(Quarantine.NOT_FOUND));
        String body = entry.bytes() == 0
                ? null
                : Bytes.shown(quarantine.delivery(number(id)).body());
        return OperatingTemplates.quarantined(
                        frames.of("quarantine", "Quarantined delivery " + id),
                        entry,
                        body,
                        body != null && body.length() > Bytes.MAX)
                .render();
    }

    @GET
    @Path("{id}/raw")
    @Produces(MediaType.WILDCARD)
    @OperatorsOnly
    public Response raw(@PathParam("id") String id) {
        Received delivery = quarantine.delivery(number(id));
        return BytesAsReceived.of(delivery.contentType(), delivery.signature(), delivery.body());
    }

    @POST
    @Path("{id}/retry")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response retry(@PathParam("id") String id, @RestForm String reason) {
        QuarantineEntry entry = retries.retry(number(id), Reason.optional(new Reason(reason)));
        return frames.done(PATH, "Delivery " + id + " is event " + entry.eventId() + " now.");
    }

    @POST
    @Path("{id}/discard")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response discard(@PathParam("id") String id, @RestForm String reason) {
        quarantine.discard(number(id), Reason.required(reason));
        return frames.done(PATH, "Delivery " + id + " is discarded.");
    }

    private static long number(String id) {
        return RowIds.read(id, Quarantine.NOT_FOUND);
    }
}
