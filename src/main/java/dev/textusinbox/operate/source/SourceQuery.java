package dev.textusinbox.operate.source;

import dev.textusinbox.gate.Gate;
import dev.textusinbox.gate.Gates;
import dev.textusinbox.platform.database.Schema;
import dev.textusinbox.platform.database.Sql;
import dev.textusinbox.platform.failure.DatabaseErrors;
import dev.textusinbox.platform.request.Instants;
import io.agroal.api.AgroalDataSource;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** How each source is: what the gates know, and what the database has counted. */
@Singleton
public class SourceQuery {
    private static final String COUNTS =
            "SELECT name, received, stored, duplicates, quarantined, last_received_at FROM source_now";
    private static final String SECRETS =
            "SELECT source, position, deliveries, last_used_at FROM secret_use ORDER BY source, position";

    private final AgroalDataSource database;
    private final Schema schema;
    private final Gates gates;

    SourceQuery(AgroalDataSource database, Schema schema, Gates gates) {
        this.database = database;
        this.schema = schema;
        this.gates = gates;
    }

    private record Counts(long received, long stored, long duplicates, long quarantined, Instant last) {
        static final Counts NONE = new Counts(0, 0, 0, 0, null);
    }

    private record Kept(Map<String, Counts> counts, Map<String, List<SourceStatus.SecretUse>> secrets) {}

    /** All sources that are configured or have ever sent anything, by name. */
    public List<SourceStatus> all() {
        Map<String, Gate.GateState> states = new TreeMap<>();
        gates.states().forEach(state -> states.put(state.source(), state));
        Kept kept = kept();
        TreeSet<String> names = new TreeSet<>(states.keySet());
        if (kept != null) {
            names.addAll(kept.counts().keySet());
        }
        return names.stream().map(name -> status(name, states.get(name), kept)).toList();
    }

    private static SourceStatus status(String name, Gate.GateState gate, Kept kept) {
        Counts counts = kept == null ? null : kept.counts().getOrDefault(name, Counts.NONE);
        return new SourceStatus(
                name,
                gate == null ? null : gate.mode().word(),
                gate == null || gate.parkedBy() == null
                        ? null
                        : gate.parkedBy().name().toLowerCase(Locale.ROOT),
                gate == null ? null : gate.outageSince(),
                gate == null ? null : gate.budget().toSeconds(),
                counts == null ? null : counts.received(),
                counts == null ? null : counts.stored(),
                counts == null ? null : counts.duplicates(),
                counts == null ? null : counts.quarantined(),
                counts == null ? null : counts.last(),
                kept == null ? null : kept.secrets().getOrDefault(name, List.of()));
    }

    /** Null while the database is away. */
    private Kept kept() {
        if (!schema.isReady()) {
            return null;
        }
        try (Connection connection = database.getConnection()) {
            return new Kept(counts(connection), secrets(connection));
        } catch (SQLException e) {
            if (DatabaseErrors.isUnavailable(e)) {
                return null;
            }
            throw new IllegalStateException("the sources could not be read", e);
        }
    }

    private static Map<String, Counts> counts(Connection connection) throws SQLException {
        Map<String, Counts> counts = new TreeMap<>();
        Sql.each(
                connection,
                COUNTS,
                row -> counts.put(
                        row.getString("name"),
                        new Counts(
                                row.getLong("received"),
                                row.getLong("stored"),
                                row.getLong("duplicates"),
                                row.getLong("quarantined"),
                                Instants.of(row, "last_received_at"))));
        return counts;
    }

    private static Map<String, List<SourceStatus.SecretUse>> secrets(Connection connection) throws SQLException {
        Map<String, List<SourceStatus.SecretUse>> secrets = new TreeMap<>();
        Sql.each(
                connection,
                SECRETS,
                row -> secrets.computeIfAbsent(row.getString("source"), name -> new ArrayList<>())
                        .add(new SourceStatus.SecretUse(
                                row.getInt("position"), row.getLong("deliveries"), Instants.of(row, "last_used_at"))));
        return secrets;
    }
}
