package dev.textusinbox.console.operate;

import dev.textusinbox.console.page.Addresses;
import dev.textusinbox.console.page.ConsolePage;
import dev.textusinbox.console.page.Frames;
import dev.textusinbox.console.page.OperatorsOnly;
import dev.textusinbox.console.page.PrettyJson;
import dev.textusinbox.operate.handler.HandlerQuery;
import dev.textusinbox.platform.problem.ProblemException;
import dev.textusinbox.platform.request.ListPage;
import dev.textusinbox.platform.request.ListRequest;
import dev.textusinbox.platform.request.QueryParameters;
import dev.textusinbox.platform.request.Reason;
import dev.textusinbox.platform.request.RowIds;
import dev.textusinbox.replay.MatchQuery;
import dev.textusinbox.replay.ReplayEntry;
import dev.textusinbox.replay.ReplayRepository;
import dev.textusinbox.replay.Replays;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Set;
import org.jboss.resteasy.reactive.RestForm;

/** History delivered again: tried dry, run, watched and stopped. */
@Path("/console/replays")
@ConsolePage
@Produces(MediaType.TEXT_HTML)
public class ReplayPages {
    private static final String PATH = "/console/replays";
    private static final Set<String> PARAMETERS = Set.of("limit", "cursor");

    private final Frames frames;
    private final Replays replays;
    private final ReplayRepository repository;
    private final HandlerQuery handlers;

    ReplayPages(Frames frames, Replays replays, ReplayRepository repository, HandlerQuery handlers) {
        this.frames = frames;
        this.replays = replays;
        this.repository = repository;
        this.handlers = handlers;
    }

    @GET
    public String list(@Context UriInfo uri) {
        ListPage<ReplayEntry> page =
                repository.page(ListRequest.of("replays", QueryParameters.of(uri.getQueryParameters(), PARAMETERS)));
        String next = Addresses.with(PATH, uri.getQueryParameters(), "cursor", page.next());
        return OperatingTemplates.replays(frames.of("replays", "Replays"), page, next)
                .render();
    }

    /** The form; what is in the address is filled in already. */
    @GET
    @Path("new")
    @OperatorsOnly
    public String form(@Context UriInfo uri) {
        return form(ReplayForm.of(uri.getQueryParameters()), null);
    }

    @POST
    @Path("preview")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public String preview(MultivaluedMap<String, String> given) {
        ReplayForm form = ReplayForm.of(given);
        return form(form, replays.preview(form.request(true)));
    }

    private String form(ReplayForm form, MatchQuery.Preview preview) {
        return OperatingTemplates.newReplay(frames.of("replays", "New replay"), form, handlers.all(), preview)
                .render();
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response create(MultivaluedMap<String, String> given) {
        ReplayForm form = ReplayForm.of(given);
        if (!form.isTried()) {
            // It was changed since, in a browser without JavaScript: nobody has seen what it would do.
            return Response.ok(form(form, replays.preview(form.request(true)))).build();
        }
        ReplayEntry made = replays.create(form.request(false));
        return frames.done(PATH + '/' + made.id(), "Replay " + made.id() + " has begun.");
    }

    @GET
    @Path("{id}")
    public String one(@PathParam("id") String id) {
        ReplayEntry item = repository.one(number(id)).orElseThrow(() -> ProblemException.notFound(Replays.NOT_FOUND));
        return OperatingTemplates.replay(
                        frames.of("replays", "Replay " + id), new ReplayView(item, PrettyJson.of(item.filter())))
                .render();
    }

    @POST
    @Path("{id}/cancel")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response cancel(@PathParam("id") String id, @RestForm String reason) {
        replays.cancel(number(id), Reason.optional(new Reason(reason)));
        return frames.done(PATH + '/' + id, "Replay " + id + " is cancelled.");
    }

    private static long number(String id) {
        return RowIds.read(id, Replays.NOT_FOUND);
    }
}
