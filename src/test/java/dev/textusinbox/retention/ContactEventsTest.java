package dev.textusinbox.retention;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.textusinbox.platform.database.Schema;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which events go with a contact, whatever else is in its conversations and however few are looked at at once. */
@QuarkusTest
class ContactEventsTest {
    private static final int SEEDS = 60;
    private static final int EVENTS = 60;
    private static final long FIRST = 1L << 60;
    private static final String CONTACT = "+13035550142";
    private static final String OTHER = "+13035550143";

    private static final String INSERT = """
            INSERT INTO event (id, occurred_at, received_at, lane, secret_position, source, type, identity, contact,
                               conversation, message, content_type, body)
            VALUES (?, now(), now(), 0, 0, 'walked', 'message.unknown', sha256(?::text::bytea), ?, ?, ?, 'application/json', '{}')""";

    @Inject
    AgroalDataSource database;

    @Inject
    Schema schema;

    private record Given(long id, String contact, String conversation, String message) {}

    @BeforeEach
    void ready() {
        schema.ready().join();
    }

    @Test
    void itsOwnGoAndWhatIsNamelessInItsMessagesOrInConversationsWithItAlone() throws SQLException {
        for (int seed = 0; seed < SEEDS; seed++) {
            var random = new Random(seed);
            List<Given> events = new ArrayList<>();
            for (int i = 0; i < EVENTS; i++) {
                events.add(new Given(
                        FIRST + i,
                        pick(random, CONTACT, null, null, random.nextInt(12) == 0 ? OTHER : null),
                        pick(random, "walked-a", "walked-b", "walked-c", null),
                        random.nextInt(3) == 0 ? null : "walked-" + random.nextInt(15)));
            }
            long until = FIRST + EVENTS - 1 - random.nextInt(10);
            int mostEvents = 1 + random.nextInt(5);
            int mostRows = 1 + random.nextInt(12);
            assertEquals(
                    expected(events, until),
                    erased(events, new ContactEvents(CONTACT, until, mostEvents, mostRows), mostEvents),
                    "seed " + seed);
        }
    }

    private static Set<Long> expected(List<Given> events, long until) {
        List<Given> own = events.stream()
                .filter(event -> CONTACT.equals(event.contact()) && event.id() <= until)
                .toList();
        Set<String> messages =
                own.stream().map(Given::message).filter(Objects::nonNull).collect(Collectors.toSet());
        Set<String> alone =
                own.stream().map(Given::conversation).filter(Objects::nonNull).collect(Collectors.toSet());
        events.stream()
                .filter(event -> OTHER.equals(event.contact()))
                .forEach(event -> alone.remove(event.conversation()));
        return events.stream()
                .filter(event -> event.id() <= until)
                .filter(event -> CONTACT.equals(event.contact())
                        || (event.contact() == null
                                && (messages.contains(event.message()) || alone.contains(event.conversation()))))
                .map(Given::id)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** In a transaction that is never committed. */
    private Set<Long> erased(List<Given> events, ContactEvents walk, int mostEvents) throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                insert(connection, events);
                long counted = 0;
                for (int step = 0; ; step++) {
                    assertTrue(step < 1_000, "it comes to an end");
                    ContactEvents.ErasedBatch batch = walk.next(connection);
                    assertTrue(batch.erased().events() <= 2L * mostEvents, "bounded: " + batch);
                    counted += batch.erased().events();
                    if (batch.over()) {
                        assertEquals(0, batch.erased().events());
                        break;
                    }
                }
                Set<Long> gone = gone(connection);
                assertEquals(gone.size(), counted);
                return gone;
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }
    }

    private static void insert(Connection connection, List<Given> events) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            for (Given event : events) {
                insert.setLong(1, event.id());
                insert.setLong(2, event.id());
                insert.setString(3, event.contact());
                insert.setString(4, event.conversation());
                insert.setString(5, event.message());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private static Set<Long> gone(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                        "SELECT id FROM event WHERE id >= " + FIRST + " AND body IS NULL AND contact IS NULL");
                ResultSet row = select.executeQuery()) {
            Set<Long> gone = new TreeSet<>();
            while (row.next()) {
                gone.add(row.getLong(1));
            }
            return gone;
        }
    }

    private static String pick(Random random, String... of) {
        return of[random.nextInt(of.length)];
    }
}
