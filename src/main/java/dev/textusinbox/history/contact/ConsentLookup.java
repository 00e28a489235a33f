package dev.textusinbox.history.contact;

import dev.textusinbox.history.contact.LookupAnswer.Item;
import dev.textusinbox.history.query.TimedQueries;
import dev.textusinbox.platform.phone.Phones;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Reads the consent of many contacts at once. */
@ApplicationScoped
class ConsentLookup {
    /** One probe of the primary key for each. */
    private static final String CONSENTS = """
            SELECT asked.contact, coalesce(c.state, 'unknown') AS state, c.since, c.event_id
              FROM unnest(?::text[]) AS asked (contact) LEFT JOIN consent c USING (contact)""";

    private static final String UNREADABLE = "It can't be read as a phone number.";

    private final TimedQueries queries;
    private final Phones phones;

    ConsentLookup(TimedQueries queries, Phones phones) {
        this.queries = queries;
        this.phones = phones;
    }

    /** One item for each phone, in their order. */
    List<Item> of(List<String> given) {
        List<Asked> asked = given.stream().map(this::read).toList();
        Map<String, Consent> consents = consents(asked.stream()
                .map(Asked::contact)
                .filter(Objects::nonNull)
                .distinct()
                .toList());
        return asked.stream().map(one -> one.item(consents)).toList();
    }

    private Asked read(String phone) {
        return new Asked(phone, phones.contact(phone.strip()).orElse(null));
    }

    private Map<String, Consent> consents(List<String> contacts) {
        Map<String, Consent> consents = new HashMap<>();
        if (!contacts.isEmpty()) {
            queries.rows(
                            CONSENTS,
                            List.of((Object) contacts.toArray(String[]::new)),
                            row -> Map.entry(row.getString("contact"), Consent.of(row)))
                    .forEach(row -> consents.put(row.getKey(), row.getValue()));
        }
        return consents;
    }

    /** @param contact null where the phone can't be read */
    private record Asked(String phone, String contact) {
        Item item(Map<String, Consent> consents) {
            return contact == null
                    ? new Item(phone, null, null, UNREADABLE)
                    : new Item(phone, contact, consents.get(contact), null);
        }
    }
}
