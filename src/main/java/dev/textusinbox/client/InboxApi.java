package dev.textusinbox.client;

import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/**
 * The history, but for its streams. Each call needs a key: {@code Authorization: Bearer <key>}, as a header of the client. What
 * is no 2xx is a {@link jakarta.ws.rs.WebApplicationException} whose response has the problem (RFC 9457).
 */
@Path("/api")
@Produces(MediaType.APPLICATION_JSON)
@RegisterRestClient(configKey = "textus-inbox")
public interface InboxApi {
    /** A page of events; go on with its {@code next}. */
    @GET
    @Path("events")
    EventPage events(@BeanParam EventSearch search);

    /** One event, with its payload and what each handler made of it. */
    @GET
    @Path("events/{id}")
    EventDetail event(@PathParam("id") String id);

    /** The exact bytes of a delivery. */
    @GET
    @Path("events/{id}/raw")
    @Produces(MediaType.WILDCARD)
    byte[] raw(@PathParam("id") String id);

    /** One contact; the phone in any usual notation. */
    @GET
    @Path("contacts/{phone}")
    Contact contact(@PathParam("phone") String phone);

    /** Which of these phones may be texted; up to 1,000. */
    @POST
    @Path("contacts/lookup")
    @Consumes(MediaType.APPLICATION_JSON)
    LookupAnswer lookup(LookupRequest request);

    /** What became of a message; its id without its path. */
    @GET
    @Path("messages/{id}")
    Message message(@PathParam("id") String id);
}
