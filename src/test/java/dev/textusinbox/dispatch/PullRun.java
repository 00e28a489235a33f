package dev.textusinbox.dispatch;

import dev.textusinbox.dispatch.PullQueue.Handed;
import dev.textusinbox.dispatch.PullQueue.PullRequest;
import dev.textusinbox.dispatch.PullQueue.SettledReceipts;
import dev.textusinbox.platform.database.Sql;
import dev.textusinbox.scripted.ScriptedInbox;
import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

/** One seeded run of clients of a pull consumer, one step after the other. */
final class PullRun {
    private static final int STEPS = 60;
    private static final int CONTACTS = 5;
    private static final Duration LEASE = Duration.ofMinutes(10);
    private static final int ROUNDS = 500;

    private static final String END_LEASES =
            "UPDATE pull_lease SET lease_until = now() - interval '1 s' WHERE handler = ? AND lane = ?";

    private static final String END_ROWS = """
            UPDATE redelivery SET due_at = now() - interval '1 s', lease_until = now() - interval '1 s'
             WHERE handler = ? AND lane = ? AND lease_until = due_at""";

    private static final String DEAD = "SELECT event_id FROM redelivery WHERE handler = ? AND state = 'dead'";

    private final long seed;
    private final Random random;
    private final AgroalDataSource database;
    private final ScriptedInbox inbox;
    private final String name;
    private final ModelLedger ledger;
    private final ModelOperator operator;
    private final List<PullQueue> instances = new ArrayList<>();
    private final Map<String, InHand> hands = new LinkedHashMap<>();
    private final List<String> stale = new ArrayList<>();
    private final Map<Long, String> stored = new HashMap<>();
    private final Set<Long> acknowledged = new HashSet<>();
    /** What was dead is handled once a replay brought it through. */
    private final Set<Long> replayed = new HashSet<>();

    private final List<String> broken = new ArrayList<>();
    private int handed;
    private int calls;

    /** What a client has; {@code sure} until an operator may have decided otherwise. */
    private static final class InHand {
        final long event;
        final String contact;
        final Long replay;
        final int call;
        boolean sure = true;

        InHand(Handed handed, int call) {
            this.event = handed.event().id();
            this.contact = handed.event().contact();
            this.replay = handed.replay().isPresent() ? handed.replay().getAsLong() : null;
            this.call = call;
        }
    }

    private interface Change {
        SettledReceipts on(Connection connection, PullQueue queue, Collection<String> receipts) throws SQLException;
    }

    PullRun(long seed, AgroalDataSource database, ScriptedInbox inbox) {
        this.seed = seed;
        this.random = new Random(seed);
        this.database = database;
        this.inbox = inbox;
        this.name = "pull-" + seed + "-" + Long.toString(System.nanoTime(), 36);
        this.ledger = new ModelLedger(database, List.of(name));
        this.operator = new ModelOperator(database, List.of(name), new CallModel(name, 11), random);
        for (int i = 0; i < 2; i++) {
            instances.add(new PullQueue(name, RigSettings.TIRELESS, new SimpleMeterRegistry()));
        }
    }

    int handed() {
        return handed;
    }

    /** Plays it to its end, and gives what went wrong, each line with the seed. */
    List<String> play() throws SQLException {
        try (Connection connection = database.getConnection()) {
            PullConsumers.register(connection, name, List.of(), true);
        }
        try {
            for (int step = 0; step < STEPS; step++) {
                step();
                broken.addAll(ledger.check());
            }
            drain();
        } catch (Exception e) {
            broken.add("died of " + e);
        }
        ledger.forget();
        return broken.stream()
                .limit(5)
                .map(line -> "seed " + seed + ": " + line)
                .toList();
    }

    private void step() throws SQLException {
        switch (random.nextInt(21)) {
            case 0, 1, 2, 3 -> append(1 + random.nextInt(6));
            case 4, 5, 6, 7, 8 -> receive(1 + random.nextInt(8));
            case 9, 10, 11 -> change("ack", (c, queue, receipts) -> queue.acknowledge(c, receipts), true);
            case 12 -> change("retry", (c, queue, receipts) -> queue.retry(c, receipts, "not now", null), false);
            case 19 -> change("release", (c, queue, receipts) -> queue.release(c, receipts), false);
            case 13 -> change("fail", (c, queue, receipts) -> queue.fail(c, receipts, "never"), false);
            case 14 -> extend();
            case 15 -> endLeasesOfALane();
            case 16 -> decided(operator::retry);
            case 17 -> decided(operator::discard);
            case 18 -> operator.replay();
            default -> sweep();
        }
    }

    private interface Decision {
        void make() throws SQLException;
    }

    /** Of what it concerns the model is not sure any more. */
    private void decided(Decision decision) throws SQLException {
        decision.make();
        hands.values().forEach(hand -> hand.sure = false);
    }

    private void append(int number) {
        for (int i = 0; i < number; i++) {
            String contact = "+1" + (6_000_000_000L + seed * 100 + random.nextInt(CONTACTS));
            stored.put(inbox.store("model", contact), contact);
        }
    }

    private void receive(int max) throws SQLException {
        var request = new PullRequest(max, random.nextInt(4) == 0 ? 150 : 1 << 20, LEASE);
        List<Handed> given;
        try (Connection connection = database.getConnection()) {
            given = instance().receive(connection, Set.of(), request);
        }
        calls++;
        if (given.size() > max) {
            broken.add(given.size() + " were handed out of " + max);
        }
        given.forEach(this::check);
    }

    private PullQueue instance() {
        return instances.get(random.nextInt(instances.size()));
    }

    private void check(Handed item) {
        handed++;
        var now = new InHand(item, calls);
        if (!now.contact.equals(stored.getOrDefault(now.event, now.contact))
                || item.event().body() == null) {
            broken.add("event " + now.event + " is not as it was");
        }
        for (InHand other : hands.values()) {
            if (!other.sure || !other.contact.equals(now.contact)) {
                continue;
            }
            if (other.event == now.event && Objects.equals(other.replay, now.replay)) {
                broken.add("event " + now.event + " went out though somebody has it");
            } else if (other.replay == null && now.replay == null && other.event < now.event && other.call < calls) {
                broken.add("event " + now.event + " went out while " + other.event + " is in hand");
            } else if (other.replay == null && now.replay == null && other.event > now.event && other.call == calls) {
                broken.add("event " + now.event + " stands behind " + other.event);
            }
        }
        if (now.replay == null && acknowledged.contains(now.event)) {
            broken.add("event " + now.event + " came again after it was acknowledged");
        }
        if (hands.put(item.receipt(), now) != null) {
            broken.add("receipt " + item.receipt() + " was given twice");
        }
    }

    /** Some of what clients have, and now and then a receipt that is good no more. */
    private List<String> some() {
        List<String> some = hands.keySet().stream()
                .filter(receipt -> random.nextInt(3) > 0)
                .collect(Collectors.toCollection(ArrayList::new));
        if (!stale.isEmpty() && random.nextBoolean()) {
            some.add(stale.get(random.nextInt(stale.size())));
        }
        return some;
    }

    private void change(String what, Change change, boolean done) throws SQLException {
        List<String> receipts = some();
        SettledReceipts answer = made(what, change, receipts);
        for (String receipt : receipts) {
            InHand hand = hands.remove(receipt);
            if (hand != null) {
                stale.add(receipt);
                if (done && !answer.unknown().contains(receipt)) {
                    (hand.replay == null ? acknowledged : replayed).add(hand.event);
                }
            }
        }
    }

    private SettledReceipts made(String what, Change change, List<String> receipts) throws SQLException {
        SettledReceipts answer;
        try (Connection connection = database.getConnection()) {
            answer = change.on(connection, instance(), receipts);
        }
        for (String receipt : receipts) {
            InHand hand = hands.get(receipt);
            boolean unknown = answer.unknown().contains(receipt);
            if (hand == null && !unknown) {
                broken.add(what + " took " + receipt + ", which was good no more");
            } else if (hand != null && hand.sure && unknown) {
                broken.add(what + " did not know " + receipt);
            }
        }
        if (answer.settled() + answer.unknown().size() != receipts.size()) {
            broken.add(what + " of " + receipts + " gave " + answer);
        }
        return answer;
    }

    private void extend() throws SQLException {
        List<String> receipts = some();
        SettledReceipts answer = made("extend", (c, queue, all) -> queue.extend(c, all, LEASE), receipts);
        answer.unknown().forEach(this::lose);
    }

    private void lose(String receipt) {
        if (hands.remove(receipt) != null) {
            stale.add(receipt);
        }
    }

    /** As if so much time had passed there. */
    private void endLeasesOfALane() throws SQLException {
        if (hands.isEmpty()) {
            return;
        }
        List<String> all = List.copyOf(hands.keySet());
        int lane = lane(all.get(random.nextInt(all.size())));
        try (Connection connection = database.getConnection()) {
            Sql.update(connection, END_LEASES, name, lane);
            Sql.update(connection, END_ROWS, name, lane);
        }
        all.stream().filter(receipt -> lane(receipt) == lane).forEach(this::lose);
    }

    private static int lane(String receipt) {
        return PullReceipt.of(receipt).orElseThrow().lane();
    }

    private void sweep() throws SQLException {
        try (Connection connection = database.getConnection()) {
            instance().endLeases(connection);
        }
    }

    /** Clients that do as they should: all comes to its end. */
    private void drain() throws Exception {
        for (int round = 0; !ledger.isSettled(); round++) {
            if (round == ROUNDS) {
                broken.add("not settled: " + ledger.describe());
                return;
            }
            change("ack", (c, queue, receipts) -> queue.acknowledge(c, List.copyOf(receipts)), true);
            receive(100);
        }
        broken.addAll(ledger.check());
        broken.addAll(operator.check());
        Set<Long> left = new HashSet<>(stored.keySet());
        left.removeAll(acknowledged);
        left.removeAll(replayed);
        left.removeAll(operator.discarded());
        try (Connection connection = database.getConnection()) {
            Sql.each(connection, DEAD, row -> left.remove(row.getLong(1)), name);
        }
        if (!left.isEmpty()) {
            broken.add("never acknowledged: " + left);
        }
    }
}
