package dev.textusinbox.operate.handler;

import dev.textusinbox.platform.database.Sql;
import io.agroal.api.AgroalDataSource;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Draws up the ledger from counters, in one statement: one snapshot, or it would not add up while events come in. */
@Singleton
public class LedgerQuery {
    private static final String LEDGER = """
            SELECT false AS of_handler, name, ARRAY[received, stored, duplicates, quarantined] AS n FROM source_now
             UNION ALL
            SELECT true, h.name,
                   ARRAY[s.stored, c.handled, c.skipped, t.retrying, t.blocked, t.dead, t.discarded, %s]
            %s
             ORDER BY 1, 2""".formatted(HandlerCounts.PENDING, HandlerCounts.FROM);

    private final AgroalDataSource database;

    LedgerQuery(AgroalDataSource database) {
        this.database = database;
    }

    /** The ledger as it is now. */
    public Ledger ledger() {
        try (Connection connection = database.getConnection()) {
            List<Ledger.SourceLedger> sources = new ArrayList<>();
            List<Ledger.HandlerLedger> handlers = new ArrayList<>();
            Sql.each(connection, LEDGER, row -> {
                String name = row.getString("name");
                Long[] n = (Long[]) row.getArray("n").getArray();
                if (row.getBoolean("of_handler")) {
                    handlers.add(new Ledger.HandlerLedger(name, n[0], n[1], n[2], n[3], n[4], n[5], n[6], n[7]));
                } else {
                    sources.add(new Ledger.SourceLedger(name, n[0], n[1], n[2], n[3]));
                }
            });
            return new Ledger(sources, handlers);
        } catch (SQLException e) {
            throw new IllegalStateException("the ledger can't be drawn up", e);
        }
    }
}
