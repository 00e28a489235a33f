package dev.textusinbox.log;

import dev.textusinbox.platform.request.Instants;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/** The one hot statement: a whole batch in one round trip, one lock and one fsync. */
final class AppendStatement {
    // How long it may wait for a lock goes along: no round trip of its own, and the same on every session, behind a
    // pooler too.
    private static final String APPEND = """
            SELECT append_batch(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
              FROM set_config('lock_timeout', ?, true)""";

    /** The last microsecond of the year 9999. */
    private static final long LAST_MICROS = 253_402_300_799_999_999L;

    private AppendStatement() {}

    /**
     * For each event, in order: its new id, or minus the id of the stored event that it repeats.
     *
     * @param lockMillis the longest wait for somebody else's lock
     */
    static long[] append(Connection connection, List<Incoming> batch, Instant now, int lockMillis) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(APPEND)) {
            text(statement, 1, batch, i -> i.received.source());
            text(statement, 2, batch, i -> i.envelope.type());
            integers(statement, 3, batch, i -> Lanes.of(i.laneKey()));
            bytes(statement, 4, batch, i -> i.identity);
            text(statement, 5, batch, i -> i.envelope.deliveryId());
            text(statement, 6, batch, i -> i.envelope.contact());
            text(statement, 7, batch, i -> i.envelope.conversation());
            text(statement, 8, batch, i -> i.envelope.message());
            text(statement, 9, batch, i -> i.envelope.account());
            statement.setArray(10, connection.createArrayOf("int8", times(batch, now)));
            text(statement, 11, batch, i -> i.received.contentType());
            integers(statement, 12, batch, i -> i.received.secretPosition());
            bytes(statement, 13, batch, i -> i.received.signature());
            bytes(statement, 14, batch, i -> i.received.body());
            statement.setString(15, Integer.toString(lockMillis));
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return ids((Long[]) rows.getArray(1).getArray());
            }
        }
    }

    private static long[] ids(Long[] boxed) {
        long[] ids = new long[boxed.length];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = boxed[i];
        }
        return ids;
    }

    private static Long[] times(List<Incoming> batch, Instant now) {
        Long[] micros = new Long[batch.size()];
        for (int i = 0; i < micros.length; i++) {
            Instant at = batch.get(i).envelope.timestamp();
            micros[i] = Math.min(LAST_MICROS, Instants.micros(at == null ? now : at));
        }
        return micros;
    }

    private static void text(PreparedStatement to, int index, List<Incoming> batch, Function<Incoming, String> get)
            throws SQLException {
        String[] values = new String[batch.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = get.apply(batch.get(i));
        }
        to.setArray(index, to.getConnection().createArrayOf("text", values));
    }

    private static void integers(PreparedStatement to, int index, List<Incoming> batch, Function<Incoming, Integer> get)
            throws SQLException {
        Integer[] values = new Integer[batch.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = get.apply(batch.get(i));
        }
        to.setArray(index, to.getConnection().createArrayOf("int4", values));
    }

    private static void bytes(PreparedStatement to, int index, List<Incoming> batch, Function<Incoming, byte[]> get)
            throws SQLException {
        byte[][] values = new byte[batch.size()][];
        for (int i = 0; i < values.length; i++) {
            values[i] = get.apply(batch.get(i));
        }
        to.setArray(index, to.getConnection().createArrayOf("bytea", values));
    }
}
