package dev.textusinbox.console.operate;

import dev.textusinbox.console.page.Addresses;
import dev.textusinbox.console.page.ConsolePage;
import dev.textusinbox.console.page.Frames;
import dev.textusinbox.console.page.OperatorsOnly;
import dev.textusinbox.console.page.SessionEnd;
import dev.textusinbox.platform.request.ListPage;
import dev.textusinbox.platform.request.ListRequest;
import dev.textusinbox.platform.request.QueryParameters;
import dev.textusinbox.platform.request.Reason;
import dev.textusinbox.security.Audit;
import dev.textusinbox.security.AuditEntry;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Set;
import org.jboss.resteasy.reactive.RestForm;

/** The audit log: who did what, when and why; and the end of all sessions, for when that shows somebody who should not be in. */
@Path("/console/audit")
@ConsolePage
@OperatorsOnly
@Produces(MediaType.TEXT_HTML)
public class AuditPages {
    private static final String PATH = "/console/audit";
    private static final Set<String> PARAMETERS = Set.of("limit", "cursor");

    private final Frames frames;
    private final Audit audit;
    private final SessionEnd sessions;

    AuditPages(Frames frames, Audit audit, SessionEnd sessions) {
        this.frames = frames;
        this.audit = audit;
        this.sessions = sessions;
    }

    @GET
    public String list(@Context UriInfo uri) {
        ListPage<AuditEntry> page =
                audit.page(ListRequest.of("audit", QueryParameters.of(uri.getQueryParameters(), PARAMETERS)));
        String next = Addresses.with(PATH, uri.getQueryParameters(), "cursor", page.next());
        return OperatingTemplates.audit(frames.of("audit", "Audit"), page, next).render();
    }

    @POST
    @Path("end-sessions")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response endSessions(@RestForm String reason) {
        sessions.ofAll(Reason.required(reason));
        return Addresses.see(PATH).build();
    }
}
