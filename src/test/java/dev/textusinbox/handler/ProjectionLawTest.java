package dev.textusinbox.handler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.textusinbox.log.Event;
import dev.textusinbox.platform.request.Instants;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Consent and message status: one result for every permutation, with repeats and ties, whatever the batches are. */
@QuarkusTest
class ProjectionLawTest {
    private static final Instant BASE = Instant.parse("2026-03-01T10:00:00Z");

    private static final Instant NEVER = Instants.NEWEST;

    @Inject
    AgroalDataSource database;

    @Test
    void consentIsTheLatestByTheProvidersTimeAndATieIsAnOptOut() throws Exception {
        ConsentProjection consent = new ConsentProjection();
        for (long seed = 1; seed <= 150; seed++) {
            Random random = new Random(seed);
            String contact = "+1" + (7_000_000_000L + seed);
            List<Event> events = new ArrayList<>();
            Event winner = null;
            for (int i = 0; i < 1 + random.nextInt(6); i++) {
                // Few instants, so that ties are common.
                Instant received = BASE.plusSeconds(random.nextInt(4));
                Instant said = random.nextInt(4) == 0 ? NEVER : BASE.plusSeconds(random.nextInt(4));
                Instant at = Instants.earlier(said, received);
                String type = random.nextBoolean() ? "contact.opted_out" : "contact.opted_in";
                Event event = event(i + 1, type, contact, null, said, received);
                events.add(event);
                if (winner == null
                        || at.isAfter(counted(winner))
                        || (at.equals(counted(winner))
                                && type.equals("contact.opted_out")
                                && !winner.type().equals("contact.opted_out"))) {
                    winner = event;
                }
            }
            String expected = winner.type().substring("contact.".length()) + " " + counted(winner) + " " + winner.id();
            for (int permutation = 0; permutation < 4; permutation++) {
                String row = applied(
                        consent,
                        shuffledWithRepeats(events, random),
                        random,
                        "SELECT state, since, event_id FROM consent WHERE contact = ?",
                        contact);
                assertEquals(expected, row, "seed " + seed);
            }
        }
    }

    @Test
    void messageStatusIsTheLatestByTheProvidersTimeAndAnEndStateWinsATie() throws Exception {
        List<String> byFinality = List.of("received", "unknown", "failed", "delivered");
        MessageProjection messages = new MessageProjection();
        for (long seed = 1; seed <= 150; seed++) {
            Random random = new Random(seed);
            String message = "law-" + seed;
            List<Event> events = new ArrayList<>();
            Event winner = null;
            for (int i = 0; i < 1 + random.nextInt(6); i++) {
                Instant received = BASE.plusSeconds(random.nextInt(3));
                Instant said = random.nextInt(4) == 0 ? NEVER : BASE.plusSeconds(random.nextInt(3));
                Instant at = Instants.earlier(said, received);
                String status = byFinality.get(random.nextInt(4));
                Event event = event(
                        i + 1,
                        "message." + status,
                        random.nextBoolean() ? "+13035550142" : null,
                        message,
                        said,
                        received);
                events.add(event);
                if (winner == null
                        || at.isAfter(counted(winner))
                        || (at.equals(counted(winner))
                                && byFinality.indexOf(status)
                                        > byFinality.indexOf(winner.type().substring(8)))) {
                    winner = event;
                }
            }
            String anyContact = events.stream().anyMatch(e -> e.contact() != null) ? "+13035550142" : "null";
            String expected = winner.type().substring(8) + " " + counted(winner) + " " + winner.id() + " " + anyContact;
            for (int permutation = 0; permutation < 4; permutation++) {
                String row = applied(
                        messages,
                        shuffledWithRepeats(events, random),
                        random,
                        "SELECT status, occurred_at, event_id, contact FROM message_status WHERE message = ?",
                        message);
                assertEquals(expected, row, "seed " + seed);
            }
        }
    }

    @Test
    void anOptOutWithoutAPhoneFailsAndIsNotPassedOver() throws Exception {
        Event event = event(1, "contact.opted_out", null, null, BASE, BASE);
        try (Connection connection = database.getConnection()) {
            assertThrows(
                    IllegalStateException.class,
                    () -> new ConsentProjection().handle(connection, List.of(event), Delivery.FIRST));
        }
    }

    private static List<Event> shuffledWithRepeats(List<Event> events, Random random) {
        List<Event> all = new ArrayList<>(events);
        for (Event event : events) {
            if (random.nextInt(3) == 0) {
                all.add(event);
            }
        }
        Collections.shuffle(all, random);
        return all;
    }

    /** The row after the events came in batches of any size; nothing of it stays. */
    private String applied(TransactionalHandler handler, List<Event> events, Random random, String select, String key)
            throws Exception {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                for (int from = 0; from < events.size(); ) {
                    int to = Math.min(events.size(), from + 1 + random.nextInt(4));
                    handler.handle(connection, events.subList(from, to), Delivery.FIRST);
                    from = to;
                }
                return row(connection, select, key);
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }
    }

    private static String row(Connection connection, String select, String key) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(select)) {
            statement.setString(1, key);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                StringBuilder text = new StringBuilder();
                for (int column = 1; column <= row.getMetaData().getColumnCount(); column++) {
                    Object value = column == 2 ? row.getTimestamp(2).toInstant() : row.getObject(column);
                    text.append(column == 1 ? "" : " ").append(value);
                }
                return text.toString();
            }
        }
    }

    /** An event's time is the provider's, but never later than its receipt. */
    private static Instant counted(Event event) {
        return Instants.earlier(event.occurredAt(), event.receivedAt());
    }

    private static Event event(
            long id, String type, String contact, String message, Instant occurred, Instant received) {
        return new Event(
                id, "textus", type, contact, null, message, null, occurred, received, null, null, 0, new byte[] {
                    '{', '}'
                });
    }
}
