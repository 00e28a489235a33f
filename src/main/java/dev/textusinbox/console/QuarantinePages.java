package dev.textusinbox.console;

import dev.textusinbox.log.Received;
import dev.textusinbox.operate.Quarantine;
import dev.textusinbox.operate.QuarantineEntry;
import dev.textusinbox.operate.QuarantineQuery;
import dev.textusinbox.operate.QuarantineRetry;
import dev.textusinbox.platform.BytesAsReceived;
import dev.textusinbox.platform.ListPage;
import dev.textusinbox.platform.ListRequest;
import dev.textusinbox.platform.ProblemException;
import dev.textusinbox.platform.QueryParameters;
import dev.textusinbox.platform.Reason;
import dev.textusinbox.platform.RowIds;
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

/** What was kept aside: its bytes, and back into the log or out for good. */
@Path("/console/quarantine")
@ConsolePage
@Produces(MediaType.TEXT_HTML)
public class QuarantinePages {
    private static final String PATH = "/console/quarantine";
    private static final Set<String> PARAMETERS = Set.of("source", "state", "reason", "limit", "cursor");

    private final Frames frames;
    private final QuarantineQuery entries;
    private final Quarantine quarantine;
    private final QuarantineRetry retries;

    QuarantinePages(Frames frames, QuarantineQuery entries, Quarantine quarantine, QuarantineRetry retries) {
        this.frames = frames;
        this.entries = entries;
        this.quarantine = quarantine;
        this.retries = retries;
    }

    @GET
    public String list(@Context UriInfo uri) {
        QueryParameters query = QueryParameters.of(uri.getQueryParameters(), PARAMETERS);
        ListPage<QuarantineEntry> page = entries.page(
                ListRequest.of("quarantine", query),
                new QuarantineQuery.Wanted(query.text("source"), query.text("state"), query.text("reason")));
        ListFilter filter = new ListFilter(PATH, uri.getQueryParameters(), QuarantineList.LABELS);
        return Pages.quarantine(
                        frames.of("quarantine", "Quarantine"),
                        new QuarantineList(page.items(), filter.page(page.next()), filter))
                .render();
    }

    @GET
    @Path("{id}")
    @OperatorsOnly
    public String one(@PathParam("id") String id) {
        QuarantineEntry entry =
                entries.one(number(id)).orElseThrow(() -> ProblemException.notFound(Quarantine.NOT_FOUND));
        String body = entry.bytes() == 0
                ? null
                : Bytes.shown(quarantine.delivery(number(id)).body());
        return Pages.quarantined(
                        frames.of("quarantine", "Quarantined delivery " + id),
                        entry,
                        body,
                        body != null && body.length() > Bytes.MOST)
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
