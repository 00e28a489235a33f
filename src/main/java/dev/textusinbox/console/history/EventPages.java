package dev.textusinbox.console.history;

import dev.textusinbox.console.page.ConsoleConfig;
import dev.textusinbox.console.page.ConsolePage;
import dev.textusinbox.console.page.Frames;
import dev.textusinbox.console.page.PrettyJson;
import dev.textusinbox.console.page.Show;
import dev.textusinbox.history.event.EventDetail;
import dev.textusinbox.history.event.EventsResource;
import dev.textusinbox.history.event.History;
import dev.textusinbox.platform.problem.ProblemException;
import dev.textusinbox.platform.request.RowIds;
import dev.textusinbox.replay.ReplayEntry;
import dev.textusinbox.replay.ReplayFilter;
import dev.textusinbox.replay.ReplayRequest;
import dev.textusinbox.replay.Replays;
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
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jboss.resteasy.reactive.RestForm;

/** Events: the list, one event, and its replay. */
@Path("/console/events")
@ConsolePage
@Produces(MediaType.TEXT_HTML)
public class EventPages {
    private static final String NO_SUCH_EVENT = "There is no such event.";

    private final Frames frames;
    private final History history;
    private final EventsResource events;
    private final Replays replays;
    private final Duration searchTime;

    /** @param config so a page is there at once however rare what it looks for is; it goes on by itself */
    EventPages(Frames frames, History history, EventsResource events, Replays replays, ConsoleConfig config) {
        this.frames = frames;
        this.history = history;
        this.events = events;
        this.replays = replays;
        this.searchTime = config.searchTime();
    }

    @GET
    public String list(@Context UriInfo uri) {
        Map<String, List<String>> ofTheApi = new LinkedHashMap<>(uri.getQueryParameters());
        ofTheApi.remove(EventList.TAIL);
        EventList list = EventList.of(history.search(ofTheApi, searchTime), uri.getQueryParameters());
        return HistoryTemplates.events(frames.of("events", "Events"), list).render();
    }

    @GET
    @Path("{id}")
    public String one(@PathParam("id") String id) {
        long number = RowIds.read(id, NO_SUCH_EVENT);
        EventDetail event = history.event(number).orElseThrow(() -> ProblemException.notFound(NO_SUCH_EVENT));
        History.Proof proof = history.proof(number).orElseThrow(() -> ProblemException.notFound(NO_SUCH_EVENT));
        String json =
                event.item().payload() == null ? null : event.item().payload().json();
        String pretty = json == null ? null : PrettyJson.of(json);
        boolean cut = pretty != null && pretty.length() > PrettyJson.MAX;
        return HistoryTemplates.event(
                        frames.of("events", "Event " + id),
                        new EventView(
                                event.item(),
                                event.handlers(),
                                proof,
                                cut ? Show.cut(pretty, PrettyJson.MAX) : pretty,
                                cut))
                .render();
    }

    /** The API's own answer, for a browser that has a session and no key. */
    @GET
    @Path("{id}/raw")
    @Produces(MediaType.WILDCARD)
    public Response raw(@PathParam("id") String id) {
        return events.raw(id);
    }

    @POST
    @Path("{id}/replay")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response replay(@PathParam("id") String id, @RestForm List<String> handler, @RestForm String reason) {
        ReplayFilter filter = new ReplayFilter(null, null, null, null, null, null, null, List.of(id), null, null, null);
        ReplayEntry made = replays.create(new ReplayRequest(reason, handler, filter, null, null, null, null));
        return frames.done("/console/replays/" + made.id(), "Event " + id + " is delivered again.");
    }
}
