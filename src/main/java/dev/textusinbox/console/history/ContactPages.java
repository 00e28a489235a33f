package dev.textusinbox.console.history;

import dev.textusinbox.console.history.ContactView.TimelineEntry;
import dev.textusinbox.console.page.Addresses;
import dev.textusinbox.console.page.ConsolePage;
import dev.textusinbox.console.page.Frames;
import dev.textusinbox.console.page.PrettyJson;
import dev.textusinbox.console.page.Show;
import dev.textusinbox.history.contact.ContactQuery;
import dev.textusinbox.history.contact.ContactSummary;
import dev.textusinbox.history.event.EventPage;
import dev.textusinbox.history.event.History;
import dev.textusinbox.platform.phone.Phones;
import dev.textusinbox.platform.request.ContactNumbers;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jboss.resteasy.reactive.RestQuery;

/** One contact: may it be texted, on what evidence, and what happened. */
@Path("/console/contacts")
@ConsolePage
@Produces(MediaType.TEXT_HTML)
public class ContactPages {
    private static final String PAGE = "50";

    private final Frames frames;
    private final History history;
    private final ContactQuery contacts;
    private final Phones phones;
    private final ContactReads reads;

    ContactPages(Frames frames, History history, ContactQuery contacts, Phones phones, ContactReads reads) {
        this.frames = frames;
        this.history = history;
        this.contacts = contacts;
        this.phones = phones;
        this.reads = reads;
    }

    @GET
    @Path("{phone}")
    public String one(@PathParam("phone") String phone, @RestQuery String cursor) {
        ContactSummary summary = contacts.recent(ContactNumbers.read("phone", phone, phones::contact));
        EventPage page = history.events(query(summary.contact(), cursor));
        List<TimelineEntry> entries =
                new ArrayList<>(page.items().stream().map(Timeline::entry).toList());
        reads.note(
                summary.contact(),
                page.items().isEmpty() ? null : page.items().get(0).id());
        // Read from the top, as a conversation is.
        Collections.reverse(entries);
        String path = "/console/contacts/" + summary.contact();
        return HistoryTemplates.contact(
                        frames.of("contacts", "Contact"),
                        new ContactView(
                                summary,
                                evidence(summary.consent().eventId()),
                                entries,
                                Addresses.with(path, Map.of(), "cursor", page.next())))
                .render();
    }

    private static Map<String, List<String>> query(String contact, String cursor) {
        Map<String, List<String>> query = new HashMap<>(
                Map.of("contact", List.of(contact), "include", List.of("payload"), "limit", List.of(PAGE)));
        if (cursor != null) {
            query.put("cursor", List.of(cursor));
        }
        return query;
    }

    private String evidence(String eventId) {
        return eventId == null
                ? null
                : history.event(Long.parseLong(eventId))
                        .map(event -> event.item().payload())
                        .filter(payload -> payload.json() != null)
                        .map(payload -> Show.cut(PrettyJson.of(payload.json()), PrettyJson.MAX))
                        .orElse(null);
    }
}
