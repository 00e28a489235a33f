package dev.textusinbox.operate.handler;

import dev.textusinbox.platform.request.QueryParameters;
import dev.textusinbox.security.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Shows the ledger to operators. */
@Path("/admin/ledger")
@RolesAllowed(Roles.OPERATOR)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Operating")
public class LedgerResource {
    private final LedgerQuery query;

    LedgerResource(LedgerQuery query) {
        this.query = query;
    }

    @GET
    @Operation(
            summary = "Counts of what was received, and of its states at each handler",
            description = "For each source, received = stored + duplicates + quarantined; for each handler, stored ="
                    + " handled + skipped + retrying + blocked + dead + discarded + pending. Replays do not count.")
    public Ledger ledger(@Context UriInfo uri) {
        QueryParameters.of(uri.getQueryParameters(), Set.of());
        return query.ledger();
    }
}
