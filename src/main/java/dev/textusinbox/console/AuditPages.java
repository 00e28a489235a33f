package dev.textusinbox.console;

import dev.textusinbox.platform.ListPage;
import dev.textusinbox.platform.ListRequest;
import dev.textusinbox.platform.QueryParameters;
import dev.textusinbox.security.AuditEntry;
import dev.textusinbox.security.AuditQuery;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.Set;

/** The book of who did what, when and why. */
@Path("/console/audit")
@ConsolePage
@OperatorsOnly
@Produces(MediaType.TEXT_HTML)
public class AuditPages {
    private static final String PATH = "/console/audit";
    private static final Set<String> PARAMETERS = Set.of("limit", "cursor");

    private final Frames frames;
    private final AuditQuery book;

    AuditPages(Frames frames, AuditQuery book) {
        this.frames = frames;
        this.book = book;
    }

    @GET
    public String list(@Context UriInfo uri) {
        ListPage<AuditEntry> page =
                book.page(ListRequest.of("audit", QueryParameters.of(uri.getQueryParameters(), PARAMETERS)));
        String next = Addresses.with(PATH, uri.getQueryParameters(), "cursor", page.next());
        return Pages.audit(frames.of("audit", "Audit"), page, next).render();
    }
}
