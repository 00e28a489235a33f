package dev.textusinbox.dispatch;

import dev.textusinbox.dispatch.CursorStore.LaneMove;
import dev.textusinbox.handler.Delivery;
import dev.textusinbox.handler.EventHandler;
import dev.textusinbox.handler.Outcome;
import dev.textusinbox.log.Event;
import dev.textusinbox.platform.database.Transaction;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A handler whose lanes a test moves by itself, as an instance of their own would; nobody else runs it. */
final class MovedHandler implements EventHandler {
    private final String name;
    private final CursorStore cursors;
    private final Membership membership = new Membership(Duration.ofMinutes(5));

    MovedHandler(String name) {
        this.name = name;
        this.cursors = new CursorStore(name);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Set<String> types() {
        return Set.of();
    }

    @Override
    public Outcome handle(Event event, Delivery delivery) {
        throw new UnsupportedOperationException("its lanes are moved, and it is never called");
    }

    void register(Connection connection) throws SQLException {
        CursorStore.register(connection, this, false);
    }

    /** In a transaction of its own, under the lease of this object. */
    List<OwnedLane> claim(Connection connection, List<Integer> lanes) throws SQLException {
        if (membership.id() == null) {
            membership.renew(connection, List.of(name));
        }
        return Transaction.in(connection, in -> cursors.claim(in, lanes, membership.id()));
    }

    void release(Connection connection, List<OwnedLane> lanes) throws SQLException {
        cursors.release(connection, lanes);
    }

    void die(Connection connection) throws SQLException {
        membership.leave(connection);
    }

    /** All of the lanes from the one position to the other, each having handled what is between. */
    int move(Connection connection, List<OwnedLane> lanes, long from, long to) throws SQLException {
        List<LaneMove> moves = new ArrayList<>();
        for (OwnedLane lane : lanes) {
            moves.add(new LaneMove(lane, from, to, to - from, 0));
        }
        return cursors.move(connection, moves);
    }

    /** Of all its lanes: the least position, the greatest, and how many events they have handled. */
    List<Long> state(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT min(position), max(position), sum(handled)::bigint FROM lane_now WHERE handler = ?")) {
            select.setString(1, name);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return List.of(row.getLong(1), row.getLong(2), row.getLong(3));
            }
        }
    }
}
