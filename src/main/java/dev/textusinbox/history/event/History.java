package dev.textusinbox.history.event;

import dev.textusinbox.history.query.TimedQueries;
import dev.textusinbox.platform.phone.Phones;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** History for other packages: what the API gives, without HTTP. */
@ApplicationScoped
public class History {
    private static final String PROOF = """
            SELECT signature, secret_position, content_type, coalesce(octet_length(body), 0) AS bytes
              FROM event WHERE id = ?""";

    private final EventQuery events;
    private final TimedQueries queries;
    private final Phones phones;

    History(EventQuery events, TimedQueries queries, Phones phones) {
        this.events = events;
        this.queries = queries;
        this.phones = phones;
    }

    /**
     * How an event was proven to be the provider's.
     *
     * @param signature in hex; null where it came unsigned, or is erased
     * @param secretPosition which of the source's secrets verified it, from 0; null: none
     * @param bytes how long the body is; 0 once erased
     */
    public record Proof(String signature, Integer secretPosition, String contentType, int bytes) {}

    /**
     * A page as far as it was found when the time was up.
     *
     * @param reached how far that is; null: the page is full, or there is no more
     */
    public record Search(EventPage page, Reached reached) {}

    /**
     * How far a search came, through whatever it did not have to look at, too.
     *
     * @param at when the last event that was looked at came; null: there is none
     * @param events how many lie behind it, about: ids are counted
     * @param all how many there are, counted so
     */
    public record Reached(Instant at, long events, long all) {}

    /** The page that the API's query parameters ask for; a 400 that names what can't be read. */
    public EventPage events(Map<String, List<String>> parameters) {
        return events.page(PageRequest.of(parameters, phones::contact));
    }

    /** The same within a time, or a statement more; its cursor goes on from there. */
    public Search search(Map<String, List<String>> parameters, Duration longest) {
        return events.search(PageRequest.of(parameters, phones::contact), longest);
    }

    /** One event with its payload, and what each handler made of it. */
    public Optional<EventDetail> event(long id) {
        return events.detail(id);
    }

    /** How one event was proven. */
    public Optional<Proof> proof(long id) {
        return queries.row(PROOF, List.of(id), row -> {
            byte[] signature = row.getBytes("signature");
            int position = row.getInt("secret_position");
            Integer secret = row.wasNull() ? null : position;
            return new Proof(
                    signature == null ? null : HexFormat.of().formatHex(signature),
                    secret,
                    row.getString("content_type"),
                    row.getInt("bytes"));
        });
    }
}
