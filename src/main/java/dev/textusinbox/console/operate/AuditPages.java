package dev.textusinbox.console.operate;

import dev.textusinbox.console.page.Addresses;
import dev.textusinbox.console.page.ConsolePage;
import dev.textusinbox.console.page.Frames;
import dev.textusinbox.console.page.OperatorsOnly;
import dev.textusinbox.platform.request.ListPage;
import dev.textusinbox.platform.request.ListRequest;
import dev.textusinbox.platform.request.QueryParameters;
import dev.textusinbox.security.Audit;
import dev.textusinbox.security.AuditEntry;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.Set;

/** The audit log: who did what, when and why. */
@Path("/console/audit")
@ConsolePage
@OperatorsOnly
@Produces(MediaType.TEXT_HTML)
public class AuditPages {
    private static final String PATH = "/console/audit";
    private static final Set<String> PARAMETERS = Set.of("limit", "cursor");

    private final Frames frames;
    private final Audit audit;

    AuditPages(Frames frames, Audit audit) {
        this.frames = frames;
        this.audit = audit;
    }

    @GET
    public String list(@Context UriInfo uri) {
        ListPage<AuditEntry> page =
                audit.page(ListRequest.of("audit", QueryParameters.of(uri.getQueryParameters(), PARAMETERS)));
        String next = Addresses.with(PATH, uri.getQueryParameters(), "cursor", page.next());
        return OperatingTemplates.audit(frames.of("audit", "Audit"), page, next).render();
    }
}
