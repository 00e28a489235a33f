package dev.textusinbox.console.provider;

import dev.textusinbox.console.page.ConsolePage;
import dev.textusinbox.console.page.Frames;
import dev.textusinbox.console.page.OperatorsOnly;
import dev.textusinbox.platform.problem.ProblemException;
import dev.textusinbox.simulator.DeliveryFactory;
import dev.textusinbox.simulator.DevSimulator;
import io.quarkus.arc.profile.IfBuildProfile;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.RestForm;

/** In dev mode only: the stand-in for the provider, told what to do. */
@IfBuildProfile("dev")
@Path("/console/simulator")
@ConsolePage
@OperatorsOnly
@Produces(MediaType.TEXT_HTML)
@Consumes(MediaType.APPLICATION_FORM_URLENCODED)
public class SimulatorPages {
    private static final String PATH = "/console/simulator";
    private static final int SHOWN = 50;

    private final Frames frames;
    private final DevSimulator simulator;

    SimulatorPages(Frames frames, DevSimulator simulator) {
        this.frames = frames;
        this.simulator = simulator;
    }

    @GET
    @Consumes(MediaType.WILDCARD)
    public String show() {
        SimulatorView view = new SimulatorView(
                simulator.stats(),
                simulator.isSilent(),
                DeliveryFactory.TYPES,
                simulator.subscribed(),
                simulator.last(SHOWN));
        return ProviderTemplates.simulator(frames.of("simulator", "Simulator"), view)
                .render();
    }

    @POST
    @Path("send")
    public Response send(@RestForm String type) {
        simulator.send(known(type));
        return frames.done(PATH, "Sent, if it is subscribed: " + type + ".");
    }

    @POST
    @Path("burst")
    public Response burst(@RestForm String count) {
        simulator.burst(number(count));
        return frames.done(PATH, "Sent at once: " + count + ".");
    }

    @POST
    @Path("repeat")
    public Response repeat(@RestForm String count) {
        simulator.repeat(number(count));
        return frames.done(PATH, "Sent once more, byte for byte: the last " + count + ".");
    }

    @POST
    @Path("silence")
    public Response silence(@RestForm boolean on) {
        simulator.silent(on);
        return frames.done(PATH, on ? "Nothing is sent by itself any more." : "It sends again.");
    }

    @POST
    @Path("failed")
    public Response failed(@RestForm boolean on) {
        simulator.failed(on);
        return frames.done(
                PATH, on ? "The integration is marked failed." : "The mark is cleared: all that was kept is sent.");
    }

    @POST
    @Path("subscription")
    public Response subscription(@RestForm String type, @RestForm boolean on) {
        if (!simulator.subscribe(known(type), on)) {
            throw ProblemException.conflict("The account has no integration yet: make it on the page Provider.");
        }
        return frames.done(PATH, type + (on ? " is subscribed." : " is no longer subscribed."));
    }

    private static String known(String type) {
        if (type == null || !DeliveryFactory.TYPES.contains(type)) {
            throw ProblemException.badParameter("type", "It must be one of the provider's event types.");
        }
        return type;
    }

    private static int number(String count) {
        try {
            int number = Integer.parseInt(count == null ? "" : count.strip());
            if (number >= 1 && number <= DevSimulator.MAX) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Told below, as for a number out of range.
        }
        throw ProblemException.badParameter("count", "It must be a number from 1 to " + DevSimulator.MAX + ".");
    }
}
