package dev.textusinbox.console.operate;

import dev.textusinbox.bulk.BulkEntry;
import dev.textusinbox.bulk.BulkOrders;
import dev.textusinbox.bulk.BulkRepository;
import dev.textusinbox.console.page.Addresses;
import dev.textusinbox.console.page.ConsolePage;
import dev.textusinbox.console.page.Frames;
import dev.textusinbox.console.page.OperatorsOnly;
import dev.textusinbox.console.page.PrettyJson;
import dev.textusinbox.operate.failure.FailureEntry;
import dev.textusinbox.operate.failure.Failures;
import dev.textusinbox.operate.handler.HandlerQuery;
import dev.textusinbox.operate.handler.HandlerStatus;
import dev.textusinbox.operate.redelivery.BulkRedeliveries;
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
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestQuery;

/** What is done to very many at once: given, watched and stopped. */
@Path("/console/bulk")
@ConsolePage
@Produces(MediaType.TEXT_HTML)
public class BulkPages {
    private static final String PATH = "/console/bulk";
    private static final String SECTION = "failed";
    private static final Set<String> PARAMETERS = Set.of("limit", "cursor");

    private final Frames frames;
    private final BulkOrders orders;
    private final BulkRepository repository;
    private final BulkRedeliveries redeliveries;
    private final HandlerQuery handlers;
    private final Failures failures;

    BulkPages(
            Frames frames,
            Failures failures,
            BulkOrders orders,
            BulkRepository repository,
            BulkRedeliveries redeliveries,
            HandlerQuery handlers) {
        this.frames = frames;
        this.failures = failures;
        this.orders = orders;
        this.repository = repository;
        this.redeliveries = redeliveries;
        this.handlers = handlers;
    }

    @GET
    public String list(@Context UriInfo uri) {
        ListPage<BulkEntry> page =
                repository.page(ListRequest.of("bulk", QueryParameters.of(uri.getQueryParameters(), PARAMETERS)));
        String next = Addresses.with(PATH, uri.getQueryParameters(), "cursor", page.next());
        return OperatingTemplates.bulks(frames.of(SECTION, "Bulk orders"), page, next)
                .render();
    }

    /** How many there are, before the order is given. */
    @GET
    @Path("new")
    @OperatorsOnly
    public String form(
            @RestQuery String action, @RestQuery String handler, @RestQuery String state, @RestQuery String failure) {
        HandlerStatus status = handlers.all().stream()
                .filter(known -> known.name().equals(handler))
                .findFirst()
                .orElseThrow(() -> ProblemException.badParameter("handler", "There is no such handler."));
        long count = switch (Objects.requireNonNullElse(state, "")) {
            case "dead" -> status.dead();
            case "retrying" -> status.retrying();
            case "blocked" -> status.blocked();
            default -> throw ProblemException.badParameter("state", "It must be one of: dead, retrying, blocked.");
        };
        Optional<FailureEntry> group = Optional.ofNullable(failure).map(failures::one);
        BulkForm form = new BulkForm(
                change(action) == BulkRedeliveries.BulkChange.RETRY ? "retry" : "discard",
                status.name(),
                state,
                failure,
                group.map(FailureEntry::cause).orElse(null),
                group.map(FailureEntry::count).orElse(count),
                status.blocked());
        return OperatingTemplates.newBulk(frames.of(SECTION, form.isRetry() ? "Retry all" : "Discard all"), form)
                .render();
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response give(
            @RestForm String action,
            @RestForm String handler,
            @RestForm String state,
            @RestForm String failure,
            @RestForm String contact,
            @RestForm String failedFrom,
            @RestForm String failedTo,
            @RestForm String reason) {
        BulkEntry order = redeliveries.give(
                change(action),
                new BulkRedeliveries.Request(
                        handler,
                        state,
                        reason,
                        orNull(failure),
                        orNull(contact),
                        orNull(failedFrom),
                        orNull(failedTo)));
        return frames.done(PATH + '/' + order.id(), "Bulk order " + order.id() + " has begun.");
    }

    @GET
    @Path("{id}")
    public String one(@PathParam("id") String id) {
        BulkEntry order = orders.one(number(id));
        return OperatingTemplates.bulk(
                        frames.of(SECTION, "Bulk order " + id), new BulkView(order, PrettyJson.of(order.wanted())))
                .render();
    }

    @POST
    @Path("{id}/cancel")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response cancel(@PathParam("id") String id, @RestForm String reason) {
        orders.cancel(number(id), Reason.optional(new Reason(reason)));
        return frames.done(PATH + '/' + id, "Bulk order " + id + " is cancelled.");
    }

    private static BulkRedeliveries.BulkChange change(String action) {
        return switch (Objects.requireNonNullElse(action, "")) {
            case "retry" -> BulkRedeliveries.BulkChange.RETRY;
            case "discard" -> BulkRedeliveries.BulkChange.DISCARD;
            default -> throw ProblemException.badParameter("action", "It must be one of: retry, discard.");
        };
    }

    private static String orNull(String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }

    private static long number(String id) {
        return RowIds.read(id, BulkOrders.NOT_FOUND);
    }
}
