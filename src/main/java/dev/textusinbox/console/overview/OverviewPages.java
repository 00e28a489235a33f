package dev.textusinbox.console.overview;

import dev.textusinbox.console.page.Addresses;
import dev.textusinbox.console.page.ConsolePage;
import dev.textusinbox.console.page.Cookies;
import dev.textusinbox.console.page.Frames;
import dev.textusinbox.console.page.Show;
import dev.textusinbox.gate.Mode;
import dev.textusinbox.operate.source.SourceMode;
import dev.textusinbox.operate.source.SourceSwitch;
import dev.textusinbox.platform.phone.Phones;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestQuery;

/** The first page: are we receiving, is anything stuck, has anything been lost, what do I press. */
@Path("/console")
@ConsolePage
@Produces(MediaType.TEXT_HTML)
public class OverviewPages {
    private final Frames frames;
    private final OverviewQuery overview;
    private final SourceSwitch control;
    private final Phones phones;

    OverviewPages(Frames frames, OverviewQuery overview, SourceSwitch control, Phones phones) {
        this.frames = frames;
        this.overview = overview;
        this.control = control;
        this.phones = phones;
    }

    @GET
    public String overview() {
        return OverviewTemplates.overview(frames.of("", "Overview"), overview.look(), frames.address())
                .render();
    }

    /** What somebody has typed into the box on top: an event's id, or a phone. */
    @GET
    @Path("find")
    public Response find(@RestQuery("q") String given) {
        if (given == null) {
            return Addresses.see("/console/events").build();
        }
        String text = given.strip();
        String page = phones.e164(text)
                .filter(phone -> text.startsWith("+") || text.length() >= 10)
                .or(() -> phones.contact(text).filter(name -> name.codePoints().anyMatch(Character::isLetter)))
                .map(contact -> "/console/contacts/" + (contact.startsWith("+") ? contact : Show.encoded(contact)))
                .orElse("/console/events/" + Show.encoded(text));
        return Addresses.see(page).build();
    }

    @POST
    @Path("sources/{source}/mode")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response setMode(@PathParam("source") String source, @RestForm String mode, @RestForm String reason) {
        Mode wanted = control.set(source, new SourceMode(mode, reason));
        return frames.done(
                Cookies.PATH,
                wanted == Mode.PARK
                        ? source + " is parked: the provider keeps its events."
                        : source + " takes deliveries.");
    }
}
