package dev.textusinbox.console.operate;

import dev.textusinbox.console.page.ConsolePage;
import dev.textusinbox.console.page.Frames;
import dev.textusinbox.operate.handler.HandlerQuery;
import dev.textusinbox.operate.handler.HandlerSwitch;
import dev.textusinbox.platform.request.Reason;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.RestForm;

/** Handlers: how each is doing, stopped and let go on. */
@Path("/console/handlers")
@ConsolePage
@Produces(MediaType.TEXT_HTML)
public class HandlerPages {
    private static final String PATH = "/console/handlers";

    private final Frames frames;
    private final HandlerQuery handlers;
    private final HandlerSwitch control;

    HandlerPages(Frames frames, HandlerQuery handlers, HandlerSwitch control) {
        this.frames = frames;
        this.handlers = handlers;
        this.control = control;
    }

    @GET
    public String list() {
        return OperatingTemplates.handlers(frames.of("handlers", "Handlers"), handlers.all())
                .render();
    }

    @POST
    @Path("{name}/pause")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response pause(@PathParam("name") String name, @RestForm String reason) {
        control.pause(name, Reason.required(reason));
        return frames.done(PATH, name + " is paused; its events wait, in their order.");
    }

    @POST
    @Path("{name}/resume")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response resume(@PathParam("name") String name, @RestForm String reason) {
        control.resume(name, Reason.optional(new Reason(reason)));
        return frames.done(PATH, name + " goes on where it stopped.");
    }
}
