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
 * The history, but for its streams, and pull consumers. Each call needs a key: {@code Authorization: Bearer <key>}, as a header of the client. What
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

    /** Fetches events for a pull consumer. */
    @POST
    @Path("consumers/{name}/receive")
    @Consumes(MediaType.APPLICATION_JSON)
    Pulled receive(Receive request, @PathParam("name") String consumer);

    /** Acknowledges events: they are done. */
    @POST
    @Path("consumers/{name}/ack")
    @Consumes(MediaType.APPLICATION_JSON)
    Acked ack(Ack request, @PathParam("name") String consumer);

    /** Gives events back: they failed, and come again. */
    @POST
    @Path("consumers/{name}/retry")
    @Consumes(MediaType.APPLICATION_JSON)
    Retried retry(Retry request, @PathParam("name") String consumer);

    /** Gives events up: they are dead at once. */
    @POST
    @Path("consumers/{name}/fail")
    @Consumes(MediaType.APPLICATION_JSON)
    Failed fail(Fail request, @PathParam("name") String consumer);

    /** Keeps events for longer. */
    @POST
    @Path("consumers/{name}/extend")
    @Consumes(MediaType.APPLICATION_JSON)
    Extended extend(Extend request, @PathParam("name") String consumer);

    /** Gives events back untried: no attempt is counted, and they go out again at once. */
    @POST
    @Path("consumers/{name}/release")
    @Consumes(MediaType.APPLICATION_JSON)
    Released release(Release request, @PathParam("name") String consumer);
}
