package dev.textusinbox.console.history;

import dev.textusinbox.console.page.ConsolePage;
import dev.textusinbox.console.page.Frames;
import dev.textusinbox.console.page.OperatorsOnly;
import dev.textusinbox.console.page.Show;
import dev.textusinbox.platform.phone.Phones;
import dev.textusinbox.platform.problem.ProblemException;
import dev.textusinbox.platform.request.ContactNumbers;
import dev.textusinbox.platform.request.Reason;
import dev.textusinbox.retention.Erasure;
import dev.textusinbox.retention.ErasureBatch;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Objects;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestQuery;

/** A contact erased for good; the phone is typed twice, since nothing brings it back. */
@Path("/console/erase")
@ConsolePage
@OperatorsOnly
@Produces(MediaType.TEXT_HTML)
public class ErasePages {
    private final Frames frames;
    private final Erasure erasure;
    private final Phones phones;

    ErasePages(Frames frames, Erasure erasure, Phones phones) {
        this.frames = frames;
        this.erasure = erasure;
        this.phones = phones;
    }

    @GET
    public String form(@RestQuery String phone) {
        return HistoryTemplates.erase(frames.of("erase", "Erase a contact"), Objects.requireNonNullElse(phone, ""))
                .render();
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response erase(@RestForm String phone, @RestForm String confirmation, @RestForm String reason) {
        String contact = read("phone", phone);
        if (!contact.equals(read("confirmation", confirmation))) {
            throw ProblemException.badParameter("confirmation", "It is another phone than the one to be erased.");
        }
        ErasureBatch.Erased erased = erasure.erase(contact, Reason.required(reason));
        return frames.done(
                "/console/erase",
                "Erased: " + Show.of(erased.events(), "event", "events") + " and "
                        + Show.of(erased.redeliveries(), "redelivery", "redeliveries") + " of "
                        + Phones.mask(contact) + ".");
    }

    private String read(String field, String given) {
        return ContactNumbers.read(field, Objects.requireNonNullElse(given, ""), phones::contact);
    }
}
