package dev.textusinbox.console;

import dev.textusinbox.operate.HandlerQuery;
import dev.textusinbox.operate.HandlerStatus;
import dev.textusinbox.operate.RedeliveryChanges;
import dev.textusinbox.operate.RedeliveryEntry;
import dev.textusinbox.operate.RedeliveryQuery;
import dev.textusinbox.operate.WaitingBehind;
import dev.textusinbox.platform.ContactNumbers;
import dev.textusinbox.platform.ListPage;
import dev.textusinbox.platform.ListRequest;
import dev.textusinbox.platform.Phones;
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
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestQuery;

/** What handlers could not take: why, and again or never. */
@Path("/console/trouble")
@ConsolePage
@Produces(MediaType.TEXT_HTML)
public class TroublePages {
    private static final String PATH = "/console/trouble";
    private static final Set<String> PARAMETERS = Set.of("handler", "state", "contact", "limit", "cursor");
    /** What is discarded is over: it is shown to who asks for it. */
    private static final List<String> OPEN = List.of("retrying", "blocked", "dead", "replayed");

    private final Frames frames;
    private final RedeliveryQuery redeliveries;
    private final RedeliveryChanges changes;
    private final HandlerQuery handlers;
    private final WaitingBehind waiting;
    private final Phones phones;

    TroublePages(
            Frames frames,
            RedeliveryQuery redeliveries,
            RedeliveryChanges changes,
            HandlerQuery handlers,
            WaitingBehind waiting,
            Phones phones) {
        this.frames = frames;
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
        RedeliveryQuery.Wanted wanted = new RedeliveryQuery.Wanted(
                query.text("handler"),
                state == null ? OPEN : List.of(state),
                contact == null ? null : ContactNumbers.read("contact", contact, phones::e164));
        ListPage<RedeliveryEntry> page = redeliveries.page(ListRequest.of("redeliveries", query), wanted);
        ListFilter filter = new ListFilter(PATH, uri.getQueryParameters(), TroubleList.LABELS);
        return Pages.trouble(
                        frames.of("trouble", "Trouble"),
                        new TroubleList(
                                page.items(),
                                waiting.of(page.items()),
                                filter.page(page.next()),
                                handlers.all(),
                                filter))
                .render();
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

    /** How many there are, before all of them are tried again. */
    @GET
    @Path("retry-all")
    @OperatorsOnly
    public String retryAll(@RestQuery String handler, @RestQuery String state) {
        HandlerStatus status = known(handler);
        long count = isDead(state) ? status.dead() : status.retrying();
        return Pages.retryAll(frames.of("trouble", "Retry all"), status.name(), state, count, status.blocked())
                .render();
    }

    @POST
    @Path("retry-all")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response retryAllNow(@RestForm String handler, @RestForm String state, @RestForm String reason) {
        String why = Reason.required(reason);
        HandlerStatus status = known(handler);
        String which = isDead(state) ? "dead" : "retrying";
        int retried = changes.retryAll(status.name(), which, why);
        return frames.done(PATH, Show.of(retried, "event is", "events are") + " tried again by " + status.name() + ".");
    }

    private HandlerStatus known(String name) {
        return handlers.all().stream()
                .filter(handler -> handler.name().equals(name))
                .findFirst()
                .orElseThrow(() -> ProblemException.badParameter("handler", "There is no such handler."));
    }

    private static boolean isDead(String state) {
        return Map.of("dead", true, "retrying", false).entrySet().stream()
                .filter(known -> known.getKey().equals(state))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow(() -> ProblemException.badParameter("state", "It must be one of: dead, retrying."));
    }

    private static long number(String id) {
        return RowIds.read(id, RedeliveryChanges.NOT_FOUND);
    }
}
