package dev.textusinbox.dispatch;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** The tables of what is inserted are emptied in turns: whatever is where, and whoever is in the way, the state is the same. */
@QuarkusTest
class TableRotationTest extends MovedLanes {
    @Test
    void theStateIsExactAtAnyMomentWhileTheTablesAreEmptied() throws Exception {
        var done = new AtomicBoolean();
        CompletableFuture<Integer> emptied = CompletableFuture.supplyAsync(() -> rotateUntil(done));
        CompletableFuture<Void> looked = CompletableFuture.runAsync(() -> lookUntil(done));
        try (Connection analyst = snapshot()) {
            for (int i = 0; i < MOVES; i++) {
                assertEquals(ALL.size(), handler.move(connection, lanes, i, i + 1), "move " + i);
                count(2);
            }
            analyst.rollback();
        } finally {
            done.set(true);
        }
        looked.get();
        assertTrue(emptied.get() > 10, "emptied " + emptied.get() + " times, whatever the snapshot could see");
        assertState(MOVES);
        assertEquals(
                List.of(2L * MOVES, 2L * MOVES),
                numbers("SELECT received, stored FROM source_now WHERE name = '" + name + "'"));
    }

    private int rotateUntil(AtomicBoolean done) {
        var rotation = new TableRotation(1, Duration.ZERO);
        int emptied = 0;
        try (Connection own = database.getConnection()) {
            while (!done.get()) {
                boolean full = Inserted.LANES.state(own).other() > 0;
                rotation.round(own);
                emptied += full && Inserted.LANES.state(own).other() == 0 ? 1 : 0;
            }
            return emptied;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void lookUntil(AtomicBoolean done) {
        long last = 0;
        try (Connection own = database.getConnection()) {
            while (!done.get()) {
                List<Long> state = handler.state(own);
                assertEquals(state.get(0), state.get(1), "all lanes move together");
                assertEquals(ALL.size() * state.get(0), state.get(2), "what was passed was handled");
                assertTrue(state.get(0) >= last, "back from " + last + " to " + state.get(0));
                last = state.get(0);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void movesGoOnWhileSomebodyKeepsTheTablesFromBeingEmptied() throws Exception {
        handler.move(connection, lanes, 0, 5);
        try (Connection dump = database.getConnection()) {
            dump.setAutoCommit(false);
            run(dump, "LOCK TABLE lane_progress, source_count IN ACCESS SHARE MODE");
            var rotation = new TableRotation(1, Duration.ZERO);
            for (int i = 0; i < 10; i++) {
                rotation.round(connection);
                assertEquals(ALL.size(), handler.move(connection, lanes, 5 + i, 6 + i));
            }
            assertTrue(Inserted.LANES.state(connection).other() > 0, "it is kept, not waited for");
            assertState(15);
            dump.rollback();
        }
        var rotation = new TableRotation(Long.MAX_VALUE, Duration.ZERO);
        await("nobody has them any more").until(() -> {
            rotation.round(connection);
            return Inserted.LANES.state(connection).other() == 0;
        });
        assertState(15);
    }

    @Test
    void anEmptyingThatIsKilledInItsMiddleChangesNothing() throws Exception {
        handler.move(connection, lanes, 0, 7);
        Inserted.State before = Inserted.LANES.state(connection);
        int written = 1 - before.idle();
        try (Connection killed = database.getConnection()) {
            killed.setAutoCommit(false);
            run(killed, "SET LOCAL lock_timeout = '5s'");
            Inserted.LANES.carry(killed, written);
            run(killed, "TRUNCATE lane_progress_" + written);
            CompletableFuture<List<Long>> reader = CompletableFuture.supplyAsync(this::stateOnItsOwn);
            run("SELECT pg_terminate_backend("
                    + numbers(killed, "SELECT pg_backend_pid()").get(0) + ")");
            assertEquals(List.of(7L, 7L, 7L * ALL.size()), reader.get());
            assertThrows(SQLException.class, () -> run(killed, "SELECT 1"));
        } catch (SQLException e) {
            // It is given back broken.
            assertTrue(e.getSQLState().startsWith("08") || e.getSQLState().startsWith("57"), e.getSQLState());
        }
        assertState(7);
        assertEquals(ALL.size(), handler.move(connection, lanes, 7, 8));
    }

    private List<Long> stateOnItsOwn() {
        try (Connection own = database.getConnection()) {
            return handler.state(own);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void whatIsAheadInATableKeepsItFromBeingEmptied() throws SQLException {
        handler.move(connection, lanes, 0, 3);
        int written = 1 - Inserted.LANES.state(connection).idle();
        assertTrue(Inserted.LANES.empty(connection, written, 5_000));
        assertTrue(Inserted.LANES.state(connection).written() > 0, "nobody has carried it over");
        assertState(3);
        Inserted.LANES.carry(connection, written);
        assertTrue(Inserted.LANES.empty(connection, written, 5_000));
        assertEquals(0, Inserted.LANES.state(connection).written());
        assertState(3);
        assertEquals(ALL.size(), handler.move(connection, lanes, 3, 4));
        assertState(4);
    }
}
