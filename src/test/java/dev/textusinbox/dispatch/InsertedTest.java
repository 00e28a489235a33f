package dev.textusinbox.dispatch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Moves and counts are inserted: no row is updated, and what the lanes' rows and the inserted ones make is the state. */
@QuarkusTest
class InsertedTest extends MovedLanes {
    @Test
    void noRowIsUpdatedByMovesAndCounts() throws SQLException {
        count(1);
        try (Connection analyst = snapshot()) {
            List<String> before = rowVersions();
            int updates = 0;
            for (int i = 0; i < MOVES; i++) {
                assertEquals(ALL.size(), handler.move(connection, lanes, i, i + 1));
                count(1);
                List<String> after = rowVersions();
                updates += after.equals(before) ? 0 : 1;
                before = after;
            }
            assertTrue(updates <= 1, updates + " updates, where the fold of each ten minutes may be one");
            analyst.rollback();
        }
        assertState(MOVES);
        assertEquals(List.of(MOVES + 1L), numbers("SELECT stored FROM source_now WHERE name = '" + name + "'"));
    }

    @Test
    void whoTakesALaneOverBeginsWhereItsLastOwnerWas() throws SQLException {
        handler.move(connection, lanes, 0, 11);
        handler.die(connection);
        var next = new MovedHandler(name);
        List<OwnedLane> taken = next.claim(connection, ALL);
        assertEquals(ALL.size(), taken.size());
        assertTrue(taken.stream().allMatch(lane -> lane.position() == 11));
        assertEquals(0, handler.move(connection, lanes, 11, 12), "an old fence moves nothing");
        assertEquals(0, next.move(connection, taken, 10, 12), "nor does a move from elsewhere");
        assertEquals(ALL.size(), next.move(connection, taken, 11, 12));
        assertState(12);
        next.die(connection);
    }

    @Test
    void twoThatMoveOneLaneAtOnceMoveItOnce() throws Exception {
        for (int i = 0; i < 50; i++) {
            long from = i;
            List<CompletableFuture<Integer>> tries = new ArrayList<>();
            for (int n = 0; n < 3; n++) {
                tries.add(CompletableFuture.supplyAsync(() -> moveOnItsOwn(from)));
            }
            int moved = 0;
            for (CompletableFuture<Integer> each : tries) {
                moved += each.get();
            }
            assertEquals(ALL.size(), moved);
        }
        assertState(50);
    }

    private int moveOnItsOwn(long from) {
        try (Connection own = database.getConnection()) {
            return handler.move(own, lanes, from, from + 1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aHandlerThatWasDroppedBeginsAnewUnderItsName() throws SQLException {
        handler.move(connection, lanes, 0, 9);
        run("DELETE FROM handler WHERE name = '" + name + "'");
        handler.register(connection);
        assertState(0);
    }

    @Test
    void theTablesAreNeverReadFromEndToEndThoughItWasPlannedWhileTheyWereSmall() throws SQLException {
        handler.move(connection, lanes, 0, 1);
        count(1);
        run("ANALYZE lane_progress");
        run("ANALYZE source_count");
        run("BEGIN");
        for (int i = 1; i < 10; i++) {
            assertEquals(ALL.size(), handler.move(connection, lanes, i, i + 1));
            count(1);
        }
        List<Long> scans = numbers("SELECT sum(seq_scan)::bigint, sum(idx_scan)::bigint FROM pg_stat_xact_user_tables"
                + " WHERE relname ~ '^(lane_progress|source_count)_'");
        run("COMMIT");
        assertEquals(0, scans.get(0), "whole tables");
        assertTrue(scans.get(1) > 0, "by their indexes");
    }

    @Test
    void foldingWritesDownHowFarTheyAre() throws SQLException {
        handler.move(connection, lanes, 0, 21);
        count(4);
        assertTrue(Inserted.LANES.fold(connection, 5_000));
        assertTrue(Inserted.SOURCES.fold(connection, 5_000));
        assertEquals(
                List.of(21L, 21L, 4L),
                numbers("SELECT min(c.position), min(c.handled), min(s.stored) FROM lane_cursor c, source s"
                        + " WHERE c.handler = '" + name + "' AND s.name = '" + name + "'"));
        assertState(21);
    }

    /** Where the rows are: each version of one has a place of its own. */
    private List<String> rowVersions() throws SQLException {
        List<String> places = new ArrayList<>();
        try (Statement select = connection.createStatement();
                ResultSet row = select.executeQuery("SELECT ctid::text FROM lane_cursor WHERE handler = '" + name
                        + "' UNION ALL SELECT ctid::text FROM source WHERE name = '" + name + "'")) {
            while (row.next()) {
                places.add(row.getString(1));
            }
        }
        return places;
    }
}
