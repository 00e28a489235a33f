package dev.textusinbox.security;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.util.Map;

/** A resource for each role, in tests only. */
@Path("/test-roles")
public class TestRolesResource {
    private final Audit audit;

    TestRolesResource(Audit audit) {
        this.audit = audit;
    }

    @GET
    @Path("/reader")
    @RolesAllowed(Roles.READER)
    public String reader(@Context SecurityContext caller) {
        return caller.getUserPrincipal().getName();
    }

    @GET
    @Path("/operator")
    @RolesAllowed(Roles.OPERATOR)
    public String operator(@Context SecurityContext caller) {
        return caller.getUserPrincipal().getName();
    }

    @GET
    @Path("/open")
    public String open() {
        return "come in";
    }

    @GET
    @Path("/page")
    public Response page() {
        return Response.ok("<p>hello</p>", MediaType.TEXT_HTML)
                .header("Content-Security-Policy", "default-src 'self'")
                .header("Cache-Control", "max-age=60")
                .build();
    }

    @POST
    @Path("/audited/{subject}")
    @RolesAllowed(Roles.OPERATOR)
    public void audited(@PathParam("subject") String subject) {
        audit.record("test.roles", subject, "to see who it was", Map.of());
    }
}
