package dev.textusinbox.console.provider;

import dev.textusinbox.console.page.Addresses;
import dev.textusinbox.console.page.ConsolePage;
import dev.textusinbox.console.page.Frames;
import dev.textusinbox.console.page.OperatorsOnly;
import dev.textusinbox.console.page.Show;
import dev.textusinbox.history.count.Period;
import dev.textusinbox.platform.problem.ProblemException;
import dev.textusinbox.platform.request.QueryParameters;
import dev.textusinbox.reconciliation.Reconciliations;
import dev.textusinbox.reconciliation.Report;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.Map;
import java.util.Set;

/** After an outage or a pause: what the inbox has of that time, and what the provider has to be asked for. */
@Path("/console/provider/{source}/reconciliation")
@ConsolePage
@OperatorsOnly
@Produces(MediaType.TEXT_HTML)
public class ReconciliationPages {
    private static final Set<String> PARAMETERS = Set.of("from", "to", "count");
    private static final Map<String, Boolean> COUNTS = Map.of("all", true);

    /** Events that are read before the page is there; where there are more a second look follows. */
    private static final long AT_ONCE = 40_000;

    private final Frames frames;
    private final Reconciliations reconciliations;

    ReconciliationPages(Frames frames, Reconciliations reconciliations) {
        this.frames = frames;
        this.reconciliations = reconciliations;
    }

    @GET
    public String show(@PathParam("source") String source, @Context UriInfo uri) {
        QueryParameters query = QueryParameters.of(uri.getQueryParameters(), PARAMETERS);
        boolean all = query.choice("count", COUNTS, false);
        Report report = null;
        String none = null;
        try {
            report = reconciliations.report(source, query.time("from"), query.time("to"), all ? Period.MAX : AT_ONCE);
        } catch (ProblemException e) {
            if (e.problem().status() != 404) {
                throw e;
            }
            none = e.problem().detail();
        }
        boolean more =
                report != null && !all && !(report.counted() && report.catchUp().complete());
        String path = "/console/provider/" + Show.encoded(source) + "/reconciliation";
        String whole = more ? Addresses.with(path, uri.getQueryParameters(), "count", "all") : null;
        return ProviderTemplates.reconciliation(frames.of("provider", "After an outage"), source, report, none, whole)
                .render();
    }
}
