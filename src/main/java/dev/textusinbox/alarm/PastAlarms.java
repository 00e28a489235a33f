package dev.textusinbox.alarm;

import dev.textusinbox.platform.database.EntitiesOn;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import org.hibernate.StatelessSession;

/** Alarms that could not be raised in their time, since there was no database to raise them in. */
@Singleton
public class PastAlarms {
    private static final String COVERED = """
            select count(*) from AlarmEntry
             where kind = :kind and source = :source and (until is null or until >= :since)""";

    private final EntitiesOn entities;
    private final AlarmWebhook webhook;

    PastAlarms(EntitiesOn entities, AlarmWebhook webhook) {
        this.entities = entities;
        this.webhook = webhook;
    }

    /** Writes down an alarm that is over, unless the time was covered by one after all. */
    public void record(Connection connection, String kind, String source, Instant since, Instant until, String detail)
            throws SQLException {
        AlarmEntry past = new AlarmEntry(kind, source, since, until, detail);
        entities.connection(connection, session -> {
            if (!isCovered(session, past)) {
                insert(session, past);
            }
        });
    }

    private static boolean isCovered(StatelessSession session, AlarmEntry past) {
        long others = session.createSelectionQuery(COVERED, Long.class)
                .setParameter("kind", past.kind)
                .setParameter("source", past.source)
                .setParameter("since", past.since)
                .getSingleResult();
        return others > 0;
    }

    private void insert(StatelessSession session, AlarmEntry past) {
        session.insert(past);
        if (webhook.isConfigured()) {
            session.insert(new AlarmNotice(past, AlarmNotice.OPENED, past.since));
            session.insert(new AlarmNotice(past, AlarmNotice.CLOSED, past.since));
        }
    }
}
