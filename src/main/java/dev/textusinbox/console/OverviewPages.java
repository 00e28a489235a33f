package dev.textusinbox.console;

import dev.textusinbox.alarm.AlarmEntry;
import dev.textusinbox.console.Overview.Answer;
import dev.textusinbox.gate.Mode;
import dev.textusinbox.operate.HandlerQuery;
import dev.textusinbox.operate.HandlerStatus;
import dev.textusinbox.operate.Ledger;
import dev.textusinbox.operate.LedgerQuery;
import dev.textusinbox.operate.QuarantineEntry;
import dev.textusinbox.operate.SourceMode;
import dev.textusinbox.operate.SourceQuery;
import dev.textusinbox.operate.SourceStatus;
import dev.textusinbox.operate.SourceSwitch;
import dev.textusinbox.platform.DatabaseErrors;
import dev.textusinbox.platform.ListRequest;
import dev.textusinbox.platform.Phones;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestQuery;

/** The first page: are we receiving, is anything stuck, has anything been lost, what do I press. */
@Path("/console")
@ConsolePage
@Produces(MediaType.TEXT_HTML)
public class OverviewPages {
    private static final ListRequest ALARMS = new ListRequest("alarms", ListRequest.NONE, 20);

    private final Frames frames;
    private final SourceQuery sources;
    private final SourceSwitch control;
    private final HandlerQuery handlers;
    private final LedgerQuery ledger;
    private final Charts charts;
    private final Phones phones;

    OverviewPages(
            Frames frames,
            SourceQuery sources,
            SourceSwitch control,
            HandlerQuery handlers,
            LedgerQuery ledger,
            Charts charts,
            Phones phones) {
        this.frames = frames;
        this.sources = sources;
        this.control = control;
        this.handlers = handlers;
        this.ledger = ledger;
        this.charts = charts;
        this.phones = phones;
    }

    @GET
    public String overview() {
        return Pages.overview(frames.of("", "Overview"), look()).render();
    }

    private Overview look() {
        List<SourceStatus> known = sources.all();
        try {
            return look(known);
        } catch (RuntimeException e) {
            if (!DatabaseErrors.isUnavailable(e)) {
                throw e;
            }
            List<Warning> warnings = Warnings.of(known, List.of(), List.of(), 0);
            return new Overview(
                    true,
                    Answers.withoutDatabase(known),
                    warnings,
                    known,
                    List.of(),
                    new Ledger(List.of(), List.of()),
                    "",
                    List.of());
        }
    }

    private Overview look(List<SourceStatus> known) {
        List<HandlerStatus> all = handlers.all();
        Ledger books = ledger.ledger();
        List<Warning> warnings =
                Warnings.of(known, all, AlarmEntry.page(ALARMS, true).items(), QuarantineEntry.open());
        Charts.Numbers numbers = charts.at(Instant.now());
        List<Answer> answers = Answers.of(known, all, books, warnings);
        return new Overview(false, answers, warnings, known, all, books, numbers.json(), numbers.byType());
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
                .map(phone -> "/console/contacts/" + phone)
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
