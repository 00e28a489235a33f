package dev.textusinbox.example;

import dev.textusinbox.client.EventItem;
import dev.textusinbox.client.EventPage;
import dev.textusinbox.client.EventSearch;
import dev.textusinbox.client.InboxApi;
import dev.textusinbox.client.LookupItem;
import dev.textusinbox.client.LookupRequest;
import java.net.URI;
import java.util.List;
import java.util.function.Consumer;
import org.eclipse.microprofile.rest.client.RestClientBuilder;

/** What an internal app does with the typed client; docs/reading.md shows it. */
public final class ReadingExamples {
    private final InboxApi inbox;

    private ReadingExamples(InboxApi inbox) {
        this.inbox = inbox;
    }

    /** Of an inbox at this address. */
    public static ReadingExamples of(String url, String key) {
        InboxApi inbox = RestClientBuilder.newBuilder()
                .baseUri(URI.create(url))
                .header("Authorization", "Bearer " + key)
                .build(InboxApi.class);
        return new ReadingExamples(inbox);
    }

    /** The client itself. */
    public InboxApi inbox() {
        return inbox;
    }

    /** Those of the phones that have opted in. */
    public List<String> mayBeTexted(List<String> phones) {
        return inbox.lookup(new LookupRequest(phones)).items().stream()
                .filter(item -> item.consent() != null && item.consent().state().equals("opted_in"))
                .map(LookupItem::contact)
                .toList();
    }

    /** Gives the cursor to go on with; to be kept with the work that was done. */
    public String work(String cursor, Consumer<EventItem> work) {
        EventSearch search = new EventSearch();
        search.order = "asc";
        search.type = List.of("message.received", "message.failed");
        search.cursor = cursor;
        EventPage page = inbox.events(search);
        page.items().forEach(work);
        return page.next();
    }

    /** Whether a message could not be delivered. */
    public boolean failed(String messageId) {
        return "failed".equals(inbox.message(messageId).status());
    }
}
