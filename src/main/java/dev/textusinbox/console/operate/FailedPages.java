package dev.textusinbox.console.operate;

import dev.textusinbox.console.page.ConsolePage;
import dev.textusinbox.console.page.Frames;
import dev.textusinbox.console.page.ListFilter;
import dev.textusinbox.operate.failure.Failures;
import dev.textusinbox.operate.failure.Failures.FailureFilter;
import dev.textusinbox.operate.handler.HandlerQuery;
import dev.textusinbox.operate.redelivery.RedeliveryChanges;
import dev.textusinbox.operate.redelivery.RedeliveryEntry;
import dev.textusinbox.operate.redelivery.RedeliveryRepository;
import dev.textusinbox.operate.redelivery.WaitingBehind;
import dev.textusinbox.platform.phone.Phones;
import dev.textusinbox.platform.request.ContactNumbers;
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
import java.util.List;
import java.util.Set;
import org.jboss.resteasy.reactive.RestForm;

/** Events that failed at a handler: why, retried or discarded. */
@Path("/console/failed")
@ConsolePage
@Produces(MediaType.TEXT_HTML)
public class FailedPages {
    private static final String PATH = "/console/failed";
    private static final Set<String> PARAMETERS = Set.of("handler", "state", "contact", "limit", "cursor");
    /** What is discarded is over: it is shown to who asks for it. */
    private static final List<String> OPEN = List.of("retrying", "blocked", "dead", "replayed");

    /** More would push the list out of sight. */
    private static final int CAUSES = 20;

    private final Frames frames;
    private final Failures failures;
    private final RedeliveryRepository redeliveries;
    private final RedeliveryChanges changes;
    private final HandlerQuery handlers;
    private final WaitingBehind waiting;
    private final Phones phones;

    FailedPages(
            Frames frames,
            Failures failures,
            RedeliveryRepository redeliveries,
            RedeliveryChanges changes,
            HandlerQuery handlers,
            WaitingBehind waiting,
            Phones phones) {
        this.frames = frames;
        this.failures = failures;
        this.redeliveries = redeliveries;
        this.changes = changes;
        this.handlers = handlers;
        this.waiting = waiting;
        this.phones = phones;
    }

    @GET
    public String list(@Context UriInfo uri) {
        QueryParameters query = QueryParameters.of(uri.getQueryParameters(), PARAMETERS);
        String contact = query.text("contact");
        String state = query.text("state");
        String handler = query.text("handler");
        String phone = contact == null ? null : ContactNumbers.read("contact", contact, phones::contact);
        RedeliveryRepository.RedeliveryFilter wanted =
                new RedeliveryRepository.RedeliveryFilter(handler, state == null ? OPEN : List.of(state), phone);
        ListPage<RedeliveryEntry> page = redeliveries.page(ListRequest.of("redeliveries", query), wanted);
        ListFilter filter = new ListFilter(PATH, uri.getQueryParameters(), FailedList.LABELS);
        return OperatingTemplates.failed(
                        frames.of("failed", "Failed deliveries"),
                        new FailedList(
                                page.items(),
                                waiting.of(page.items()),
                                filter.page(page.next()),
                                handlers.all(),
                                query.text("cursor") == null ? causes(handler, state, phone) : List.of(),
                                filter))
                .render();
    }

    private List<CauseRow> causes(String handler, String state, String contact) {
        List<String> states = Failures.STATES.stream()
                .filter(known -> state == null || state.equals(known))
                .toList();
        if (states.isEmpty()) {
            return List.of();
        }
        var wanted = new FailureFilter(handler, states, contact, null, null);
        return failures.page(new ListRequest("failures", ListRequest.NONE, CAUSES), wanted).items().stream()
                .map(CauseRow::of)
                .toList();
    }

    @POST
    @Path("{id}/retry")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response retry(@PathParam("id") String id, @RestForm String reason) {
        RedeliveryEntry item = changes.retry(number(id), Reason.optional(new Reason(reason)));
        return frames.done(PATH, "Event " + item.eventId() + " is tried again by " + item.handler() + ".");
    }

    @POST
    @Path("{id}/discard")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response discard(@PathParam("id") String id, @RestForm String reason) {
        RedeliveryEntry item = changes.discard(number(id), Reason.required(reason));
        return frames.done(PATH, "Event " + item.eventId() + " is discarded for " + item.handler() + ".");
    }

    private static long number(String id) {
        return RowIds.read(id, RedeliveryChanges.NOT_FOUND);
    }
}
