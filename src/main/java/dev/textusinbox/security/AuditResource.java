package dev.textusinbox.security;

import dev.textusinbox.platform.ProblemException;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Shows the book to operators. */
@Path("/admin/audit")
@RolesAllowed(Roles.OPERATOR)
@Tag(name = "Operating")
class AuditResource {
    private static final int MOST = 1000;
    private static final int USUAL = 50;

    /** A page of the book. */
    record Page(List<AuditEntry.Item> items, String next) {}

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "Who did what, when and why; the newest first")
    public Page list(@QueryParam("limit") String limit, @QueryParam("cursor") String cursor) {
        int size = size(limit);
        // One more than asked for tells whether there is a next page.
        List<AuditEntry> found = AuditEntry.before(AuditCursor.before(cursor), size + 1);
        List<AuditEntry> shown = found.subList(0, Math.min(size, found.size()));
        return new Page(
                shown.stream().map(AuditEntry::item).toList(),
                found.size() > size ? AuditCursor.after(shown.get(size - 1)) : null);
    }

    /** Read here, not by the framework, which answers 404 to a number it can't read. */
    private static int size(String limit) {
        if (limit == null) {
            return USUAL;
        }
        try {
            int size = Integer.parseInt(limit);
            if (size >= 1 && size <= MOST) {
                return size;
            }
        } catch (NumberFormatException e) {
            // As out of bounds, below.
        }
        throw ProblemException.badParameter("limit", "It must be a number from 1 to " + MOST + ".");
    }
}
