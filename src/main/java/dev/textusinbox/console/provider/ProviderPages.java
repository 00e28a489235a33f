package dev.textusinbox.console.provider;

import dev.textusinbox.console.page.ConsolePage;
import dev.textusinbox.console.page.Frames;
import dev.textusinbox.console.page.OperatorsOnly;
import dev.textusinbox.platform.problem.ProblemException;
import dev.textusinbox.provider.ChangeRequest;
import dev.textusinbox.provider.IntegrationView;
import dev.textusinbox.provider.Integrations;
import dev.textusinbox.provider.ProviderSettings;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jboss.resteasy.reactive.RestForm;

/** The provider's side: what is wanted there against what is found, made right, and its secret changed. */
@Path("/console/provider")
@ConsolePage
@OperatorsOnly
@Produces(MediaType.TEXT_HTML)
public class ProviderPages {
    private static final String PATH = "/console/provider";

    private final Frames frames;
    private final Integrations integrations;
    private final ProviderSettings settings;

    ProviderPages(Frames frames, Integrations integrations, ProviderSettings settings) {
        this.frames = frames;
        this.integrations = integrations;
        this.settings = settings;
    }

    @GET
    public String all() {
        List<ProviderView> sources = settings.names().stream().map(this::look).toList();
        return ProviderTemplates.provider(frames.of("provider", "Provider"), sources)
                .render();
    }

    /** One that can't be looked at is no reason to hide the others. */
    private ProviderView look(String source) {
        try {
            IntegrationView view = integrations.look(source);
            return new ProviderView(source, null, view, integrations.rotation(view));
        } catch (ProblemException e) {
            return new ProviderView(source, e.problem().detail(), null, null);
        }
    }

    @POST
    @Path("{source}/apply")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response apply(@PathParam("source") String source, @RestForm String reason) {
        integrations.put(source, new ChangeRequest(reason, false));
        return frames.done(PATH, "TextUs settings of " + source + " are applied.");
    }

    @POST
    @Path("{source}/rotate")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response rotate(@PathParam("source") String source, @RestForm String position, @RestForm String reason) {
        integrations.rotate(source, new ChangeRequest.Rotate(reason, number(position)));
        return frames.done(PATH, "The provider was told to sign with the secret at position " + position + ".");
    }

    private static Integer number(String position) {
        try {
            return position == null || position.isBlank() ? null : Integer.valueOf(position.strip());
        } catch (NumberFormatException e) {
            throw ProblemException.badParameter("position", "It must be a whole number.");
        }
    }
}
