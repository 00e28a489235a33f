package dev.textusinbox.dispatch;

import dev.textusinbox.dispatch.PullLeases.PullLease;
import dev.textusinbox.handler.CallWindow;
import dev.textusinbox.handler.HandlersConfig.HandlerConfig;
import dev.textusinbox.handler.Outcome;
import dev.textusinbox.log.Event;
import dev.textusinbox.platform.database.Sql;
import dev.textusinbox.platform.database.Transaction;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * The events of one pull consumer: handed to whoever asks, each contact's in order, and leased to that client until it says what
 * became of them. All is in the database, so every instance can do it. Each method makes transactions of its own.
 */
public final class PullQueue {
    /** Of a log that holds little for the consumer: so long it is read on before the answer is that there is nothing. */
    private static final long READING_NANOS = 5_000_000_000L;

    private static final String ENDED_LANES = """
            SELECT lane FROM pull_lease WHERE handler = ? AND lease_until <= statement_timestamp()
            UNION
            SELECT lane FROM redelivery
             WHERE handler = ? AND lease_until = due_at AND due_at <= statement_timestamp()""";

    // Times are reserved only where there is something that they may be for.
    private static final String HAS_WORK = """
            SELECT EXISTS (SELECT 1 FROM redelivery WHERE handler = ? AND state IN ('retrying', 'replayed')
                                                      AND due_at <= statement_timestamp())
                OR EXISTS (SELECT 1 FROM lane_now n
                            CROSS JOIN LATERAL (SELECT 1 FROM event e WHERE e.lane = n.lane AND e.id > n.position
                                                 ORDER BY e.id LIMIT 1) AS x
                            WHERE n.handler = ?)""";

    private final String name;
    private final Verdict verdict;
    private final HandlerMeters meters;
    private final Optional<CallWindow> window;
    private final CallRate rate;
    private final AtomicInteger turn = new AtomicInteger();

    /** @param name of a handler of kind {@code pull} */
    public PullQueue(String name, HandlerConfig settings, MeterRegistry meters) {
        this.name = name;
        this.verdict = new Verdict(settings);
        this.meters = new HandlerMeters(meters, name);
        this.window = settings.window().map(CallWindow::of);
        this.rate = new CallRate(settings.rate(), System::nanoTime);
    }

    /**
     * What a client asks for.
     *
     * @param max events at most
     * @param bytes of their bodies at most, unless the first alone is larger
     * @param lease how long the client has them
     */
    public record PullRequest(int max, long bytes, Duration lease) {}

    /**
     * One event handed out.
     *
     * @param event with its body
     * @param attempt 1 and up
     * @param replay the replay that it belongs to
     */
    public record Handed(String receipt, Event event, int attempt, OptionalLong replay) {}

    /**
     * What became of receipts.
     *
     * @param settled how many were good
     * @param unknown the others: their lease has ended, or they were settled before, or are none
     */
    public record SettledReceipts(int settled, List<String> unknown) {}

    /**
     * Hands out what may be handed out now.
     *
     * @param types those that the consumer takes; empty: all
     */
    public List<Handed> receive(Connection connection, Set<String> types, PullRequest request) throws SQLException {
        if (window.isPresent() && !window.get().isOpen(Instant.now())) {
            return List.of();
        }
        int max = Math.min(request.max(), permits(connection));
        if (max == 0) {
            return List.of();
        }
        var allowed = new PullRequest(max, request.bytes(), request.lease());
        long started = System.nanoTime();
        List<Handed> handed = new ArrayList<>();
        boolean endedEarly;
        do {
            endedEarly = Transaction.in(connection, in -> round(in, types, allowed, handed));
        } while (endedEarly && handed.isEmpty() && System.nanoTime() - started < READING_NANOS);
        if (rate.isLimited()) {
            synchronized (rate) {
                rate.take(handed.size());
            }
        }
        return handed;
    }

    private boolean round(Connection connection, Set<String> types, PullRequest request, List<Handed> handed)
            throws SQLException {
        PullLanes locked = PullLanes.lock(name, connection, LaneLocks.ALL_LANES);
        if (locked.lanes().isEmpty()) {
            return false;
        }
        endLeases(connection, locked);
        var round = new PullRound(name, types, connection, locked, request);
        handed.addAll(round.receive(turn.getAndIncrement()));
        return round.endedEarly();
    }

    /** How many may be handed out by the rate of all instances; as with a handler that is called, their times are reserved. */
    private int permits(Connection connection) throws SQLException {
        if (!rate.isLimited()) {
            return Integer.MAX_VALUE;
        }
        synchronized (rate) {
            int wanted = rate.wanted();
            if (wanted > 0 && Sql.one(connection, HAS_WORK, row -> row.getBoolean(1), name, name)) {
                rate.reserved(wanted, rate.ask(connection, name, wanted));
            }
            return rate.permits();
        }
    }

    /** They are done. */
    public SettledReceipts acknowledge(Connection connection, Collection<String> receipts) throws SQLException {
        return Transaction.in(connection, in -> {
            var found = new FoundReceipts(in, receipts);
            List<PullLease> done = new ArrayList<>();
            List<OwnedLane.Move> moves = new ArrayList<>();
            for (PullLease lease : found.leases()) {
                Set<Long> meant = found.ofLane.get(lease.lane());
                List<Long> open = lease.open().stream()
                        .filter(event -> !meant.contains(event))
                        .toList();
                if (open.isEmpty()) {
                    int handled = (int) lease.handled() + lease.open().size();
                    OwnedLane lane = found.locked.lanes().get(lease.lane());
                    moves.add(new OwnedLane.Move(
                            lane, lease.from(), lease.to(), handled, (int) lease.skipped(), List.of()));
                    done.add(lease);
                } else {
                    found.locked.stored().acknowledge(in, lease, open);
                }
            }
            found.locked.stored().remove(in, done);
            found.ofRows.forEach(row -> row.settlement = new Settlement.Handled());
            found.locked.write(moves, found.ofRows);
            found.locked.tell();
            meters.done(found.settled());
            return found.answer();
        });
    }

    /** They failed, and are tried again: after the backoff, and not before that time; null: the backoff alone decides. */
    public SettledReceipts retry(Connection connection, Collection<String> receipts, String error, Instant notBefore)
            throws SQLException {
        Duration wait = notBefore == null ? Duration.ZERO : Duration.between(Instant.now(), notBefore);
        return settle(connection, receipts, entry -> later(verdict.of(Outcome.retry(error), entry), wait));
    }

    private static Settlement later(Settlement settlement, Duration wait) {
        return settlement instanceof Settlement.Retry retry && retry.delay().compareTo(wait) < 0
                ? new Settlement.Retry(retry.error(), wait, retry.isRejection())
                : settlement;
    }

    /** They failed for good: dead at once. */
    public SettledReceipts fail(Connection connection, Collection<String> receipts, String error) throws SQLException {
        return settle(connection, receipts, entry -> verdict.of(new Outcome.GiveUp(error), entry));
    }

    /** Their client has not tried them, or never heard of them: it is as if they had not been handed out. */
    public SettledReceipts release(Connection connection, Collection<String> receipts) throws SQLException {
        return settle(connection, receipts, entry -> new Settlement.GivenBack());
    }

    private SettledReceipts settle(
            Connection connection, Collection<String> receipts, Function<WindowEntry, Settlement> settlement)
            throws SQLException {
        return Transaction.in(connection, in -> {
            var found = new FoundReceipts(in, receipts);
            found.locked.intoRows(
                    found.leases(),
                    (lease, entry) -> found.ofLane.get(lease.lane()).contains(entry.event.id())
                            ? counted(settlement.apply(entry))
                            : new Settlement.Leased(lease.id(), lease.left()));
            found.ofRows.forEach(row -> row.settlement = counted(settlement.apply(row)));
            found.locked.write(List.of(), found.ofRows);
            found.locked.tell();
            return found.answer();
        });
    }

    private Settlement counted(Settlement settlement) {
        meters.settled(settlement);
        return settlement;
    }

    /** The client keeps them, for so long from now. */
    public SettledReceipts extend(Connection connection, Collection<String> receipts, Duration length)
            throws SQLException {
        return Transaction.in(connection, in -> {
            var found = new FoundReceipts(in, receipts);
            List<PullLease> parts = new ArrayList<>();
            for (PullLease lease : found.leases()) {
                if (found.ofLane.get(lease.lane()).size() == lease.open().size()) {
                    found.locked.stored().extend(in, lease, length);
                } else {
                    parts.add(lease);
                }
            }
            found.locked.intoRows(
                    parts,
                    (lease, entry) -> new Settlement.Leased(
                            lease.id(),
                            found.ofLane.get(lease.lane()).contains(entry.event.id()) ? length : lease.left()));
            found.locked.rows().extend(in, found.ofRows, length);
            return found.answer();
        });
    }

    /** What clients had, and have said nothing of in time, has failed. */
    public void endLeases(Connection connection) throws SQLException {
        List<Integer> lanes = Sql.list(connection, ENDED_LANES, row -> row.getInt(1), name, name);
        if (!lanes.isEmpty()) {
            Transaction.in(connection, in -> {
                PullLanes locked = PullLanes.lock(name, in, lanes);
                endLeases(in, locked);
                locked.tell();
                return null;
            });
        }
    }

    private void endLeases(Connection connection, PullLanes locked) throws SQLException {
        List<PullLease> over =
                locked.leases().values().stream().filter(PullLease::isOver).toList();
        locked.intoRows(over, (lease, entry) -> counted(verdict.leaseEnded(entry)));
        List<WindowEntry> rows = locked.rows().ended(connection, locked.lanes());
        rows.forEach(row -> row.settlement = counted(verdict.leaseEnded(row)));
        locked.write(List.of(), rows);
    }

    /** Receipts, and what they stand for in lanes that are locked from here on. */
    private final class FoundReceipts {
        final PullLanes locked;
        /** What has no row, by the lane whose lease it belongs to. */
        final Map<Integer, Set<Long>> ofLane = new TreeMap<>();

        final List<WindowEntry> ofRows;
        private final List<String> unknown = new ArrayList<>();
        private int withoutRows;

        FoundReceipts(Connection connection, Collection<String> texts) throws SQLException {
            Set<PullReceipt> receipts = new LinkedHashSet<>();
            for (String text : texts) {
                PullReceipt.of(text).ifPresentOrElse(receipts::add, () -> unknown.add(text));
            }
            Set<Integer> lanes = new HashSet<>();
            receipts.forEach(receipt -> lanes.add(receipt.lane()));
            this.locked = PullLanes.lock(name, connection, lanes);
            List<PullReceipt> others = new ArrayList<>();
            Map<Integer, Set<Long>> open = new TreeMap<>();
            locked.leases().forEach((lane, lease) -> open.put(lane, new HashSet<>(lease.open())));
            for (PullReceipt receipt : receipts) {
                PullLease lease = locked.leases().get(receipt.lane());
                if (lease != null
                        && lease.id() == receipt.lease()
                        && receipt.replay() == null
                        && !lease.isOver()
                        && open.get(receipt.lane()).contains(receipt.event())) {
                    ofLane.computeIfAbsent(receipt.lane(), lane -> new HashSet<>())
                            .add(receipt.event());
                    withoutRows++;
                } else {
                    others.add(receipt);
                }
            }
            Map<PullReceipt, WindowEntry> rows = locked.rows().find(connection, others, locked.lanes());
            this.ofRows = List.copyOf(rows.values());
            others.stream()
                    .filter(receipt -> !rows.containsKey(receipt))
                    .forEach(receipt -> unknown.add(receipt.toString()));
        }

        /** The leases that some of them belong to. */
        List<PullLease> leases() {
            return ofLane.keySet().stream().map(locked.leases()::get).toList();
        }

        int settled() {
            return withoutRows + ofRows.size();
        }

        SettledReceipts answer() {
            return new SettledReceipts(settled(), unknown);
        }
    }
}
