package dev.textusinbox.provider;

import dev.textusinbox.alarm.AlarmSource;
import dev.textusinbox.platform.database.Sql;
import dev.textusinbox.platform.request.Instants;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * Nothing has come for longer than is likely: a provider that stops sending raises no error anywhere.
 *
 * <p>The rule: for each hour of the silence take how many events the same hour of the same weekday brought in the quietest of
 * the last four weeks (of those that there are), in proportion for a part of an hour, and add them up. Where even that
 * quietest course would have brought {@value #EXPECTED} events and none came, it is silent. If events come by chance at such
 * a rate, that happens once in some twenty thousand times. Nights and weekends, being quiet each week, raise nothing; nor does
 * a source younger than a week, or one that a week ago was silent too. Never before {@value #FLOOR_MINUTES} minutes.
 */
@Singleton
class SilenceAlarm implements AlarmSource {
    static final int EXPECTED = 10;
    static final int FLOOR_MINUTES = 15;

    /** What lies before the last week of a silence has been added up long ago. Hours are UTC's: 168 make a week. */
    private static final String SILENT = """
            SELECT s.name, s.last_received_at, sum(x.share * x.usual) AS expected
              FROM source_now s
             CROSS JOIN LATERAL (SELECT min(c.hour) AS hour FROM hourly_count c WHERE c.source = s.name) first
             CROSS JOIN LATERAL generate_series(
                     date_trunc('hour', greatest(s.last_received_at, now() - interval '168 hours'), 'UTC'),
                     now(), interval '1 hour') AS h (hour)
             CROSS JOIN LATERAL (
                   SELECT extract(epoch FROM least(h.hour + interval '1 hour', now())
                                           - greatest(h.hour, s.last_received_at)) / 3600 AS share,
                          (SELECT min(coalesce(c.n, 0))
                             FROM generate_series(1, 4) AS week (n)
                             LEFT JOIN hourly_count c
                               ON c.source = s.name AND c.hour = h.hour - week.n * interval '168 hours'
                            WHERE h.hour - week.n * interval '168 hours' >= first.hour) AS usual) x
             WHERE s.name = ANY (?) AND s.last_received_at < now() - %d * interval '1 minute'
             GROUP BY s.name, s.last_received_at
            HAVING sum(x.share * x.usual) >= %d""".formatted(FLOOR_MINUTES, EXPECTED);

    private final ProviderSettings settings;

    SilenceAlarm(ProviderSettings settings) {
        this.settings = settings;
    }

    @Override
    public String kind() {
        return "silence";
    }

    @Override
    public List<Finding> look(Connection connection) throws SQLException {
        return Sql.list(connection, SILENT, SilenceAlarm::finding, Sql.texts(settings.names()));
    }

    private static Finding finding(ResultSet row) throws SQLException {
        Instant last = Instants.of(row, "last_received_at");
        return new Finding(row.getString("name"), last, detail(last));
    }

    private static String detail(Instant last) {
        return "Nothing has come since " + last.truncatedTo(ChronoUnit.SECONDS)
                + ", though even the quietest of the last four weeks brought "
                + EXPECTED
                + " events or more in these hours. Look at the provider's side, and whether the provider's own"
                + " traffic stands still.";
    }
}
