package dev.textusinbox.provider;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** The provider's Integrations API. Answers are looked at by {@link ProviderCalls}: they may be anything. */
@RegisterRestClient
@Path("/")
@Produces(IntegrationsClient.MEDIA_TYPE)
@Consumes(MediaType.APPLICATION_JSON)
public interface IntegrationsClient {
    String MEDIA_TYPE = "application/vnd.textus+jsonld";

    @GET
    @Path("{account}/integrations")
    public Response list(
            @HeaderParam(HttpHeaders.AUTHORIZATION) String bearer,
            @PathParam("account") String account,
            @QueryParam("page") Integer page);

    @POST
    @Path("{account}/integrations")
    public Response create(
            @HeaderParam(HttpHeaders.AUTHORIZATION) String bearer, @PathParam("account") String account, String body);

    @PUT
    @Path("integrations/{id}")
    public Response update(
            @HeaderParam(HttpHeaders.AUTHORIZATION) String bearer, @PathParam("id") String id, String body);

    @DELETE
    @Path("integrations/{id}")
    public Response delete(@HeaderParam(HttpHeaders.AUTHORIZATION) String bearer, @PathParam("id") String id);
}
