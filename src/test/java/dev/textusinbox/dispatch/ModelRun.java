package dev.textusinbox.dispatch;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.textusinbox.log.AppendResult.Stored;
import dev.textusinbox.log.Control;
import dev.textusinbox.log.EventLog;
import dev.textusinbox.log.Received;
import dev.textusinbox.log.Wakeups;
import dev.textusinbox.trace.Traces;
import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** One seeded run: what happens is drawn from the seed, when exactly it meets the engine is up to the threads. */
final class ModelRun {
    private static final String RESUME =
            "UPDATE handler SET state = 'running', paused_reason = NULL WHERE name = ANY (?)";

    private static final int STEPS = 40;
    private static final int CONTACTS = 6;
    private static final int INSTANCES = 3;
    private static final Duration LEASE = Duration.ofMillis(700);

    private final long seed;
    private final Random random;
    private final AgroalDataSource database;
    private final EventLog log;
    private final ModelLedger ledger;
    private final CallModel calls;
    private final EffectModel effects;
    private final ModelOperator operator;
    private final List<Player> players = new ArrayList<>();
    private final List<Player> fallen = new ArrayList<>();
    private final List<String> broken = new ArrayList<>();
    private final List<Long> events = new ArrayList<>();

    /** An instance, what may befall it, and who watches its lease. */
    private static final class Player {
        final Faults faults = new Faults();
        final Membership membership = new Membership(LEASE);
        Instance instance;
        Thread observer;
        volatile String lease;
        volatile boolean ended;
    }

    ModelRun(long seed, AgroalDataSource database, EventLog log) {
        this.seed = seed;
        this.random = new Random(seed);
        this.database = database;
        this.log = log;
        String run = "model-" + seed + "-" + Long.toString(System.nanoTime(), 36);
        this.calls = new CallModel(run + "-calls", 11);
        this.effects = new EffectModel(run + "-effects");
        this.ledger = new ModelLedger(database, List.of(run + "-calls", run + "-effects"));
        this.operator = new ModelOperator(database, ledger.handlers(), calls, random);
    }

    /** Plays it to its end, and gives what went wrong, each line with the seed. */
    List<String> play() throws SQLException {
        try {
            for (int i = 0; i < INSTANCES; i++) {
                players.add(join());
            }
            for (int step = 0; step < STEPS; step++) {
                step();
                note(ledger.check());
                LockSupport.parkNanos(random.nextInt(6) * 1_000_000L);
            }
            settle();
        } catch (Exception e) {
            broken.add("died of " + e);
        } finally {
            fallen.forEach(player -> player.faults.bury());
            players.forEach(this::end);
            fallen.forEach(this::end);
        }
        ledger.forget();
        note(calls.broken());
        return broken.stream().map(line -> "seed " + seed + ": " + line).toList();
    }

    private void step() throws Exception {
        switch (random.nextInt(28)) {
            case 0, 1, 2, 3, 4, 5, 6, 7 -> append(1 + random.nextInt(8));
            case 8, 9 -> calls.fail(contact(random.nextInt(CONTACTS)), true);
            case 10, 11 -> calls.fail(contact(random.nextInt(CONTACTS)), false);
            case 12 -> effects.fail(contact(random.nextInt(CONTACTS)), random.nextBoolean());
            case 13 -> crash();
            case 14, 15 -> freeze();
            case 16 -> thaw();
            case 17 -> pause();
            case 18, 19 -> resume();
            case 20 -> operator.retry();
            case 21 -> operator.retryAll();
            case 22 -> operator.discard();
            case 23, 24 -> operator.replay();
            case 25 -> operator.discardAll();
            case 26 -> operator.retryGroup();
            default -> leaveAndJoin();
        }
    }

    private void append(int number) throws Exception {
        for (int i = 0; i < number; i++) {
            String contact = contact(random.nextInt(CONTACTS));
            byte[] body = ("{\"action\":\"message.received\",\"message\":{\"id\":\"/messages/" + seed + "-"
                            + System.nanoTime() + "-" + i + "\"},\"conversation\":{\"phoneNumber\":\"" + contact
                            + "\"}}")
                    .getBytes(UTF_8);
            CompletableFuture<Long> stored = new CompletableFuture<>();
            // Known to the model before any handler can see it: the answer comes after the commit.
            log.append(new Received("model", body, null, null, null), System.nanoTime() + 10_000_000_000L, result -> {
                long id = ((Stored) result).eventId();
                calls.stored(contact, id);
                stored.complete(id);
            });
            events.add(stored.get(10, TimeUnit.SECONDS));
        }
    }

    private Player join() {
        Player player = new Player();
        player.instance = new Instance(
                player.faults.on(database),
                // Every third run in batches, of a size of its own.
                List.of(calls.on(player.faults, seed % 3 == 0 ? 2 + (int) (seed % 19) : 1), effects.handler()),
                // Now and then at a rate, which changes nothing but the time that it takes.
                seed % 4 == 0 ? RigSettings.TIRELESS.at(1000) : RigSettings.TIRELESS,
                player.membership,
                new Observability(new SimpleMeterRegistry(), Traces.OFF));
        // The first sweep registers the handlers, which begin with what comes from then on.
        player.instance.sweep();
        player.lease = player.membership.id();
        player.instance.start();
        player.observer = new Thread(() -> observe(player), "observer");
        player.observer.setDaemon(true);
        player.observer.start();
        return player;
    }

    private void observe(Player player) {
        while (!player.ended && !player.faults.isDead()) {
            noteLapse(player);
            LockSupport.parkNanos(20_000_000);
        }
    }

    /** A lease that lapsed, by a freeze or on a starved machine: what the instance had in hand may come again. */
    private void noteLapse(Player player) {
        if (!player.membership.isValid() || !player.lease.equals(player.membership.id())) {
            calls.faulty(player.faults);
        }
    }

    private void crash() {
        Player victim = players.remove(random.nextInt(players.size()));
        calls.faulty(victim.faults);
        victim.faults.kill();
        fallen.add(victim);
        players.add(join());
    }

    private void freeze() {
        Player victim = players.get(random.nextInt(players.size()));
        calls.faulty(victim.faults);
        victim.faults.freeze();
    }

    private void thaw() {
        players.forEach(player -> player.faults.thaw());
    }

    private void leaveAndJoin() {
        thaw();
        Player leaving = players.remove(random.nextInt(players.size()));
        end(leaving);
        players.add(join());
    }

    private void end(Player player) {
        player.ended = true;
        player.faults.thaw();
        noteLapse(player);
        if (!player.instance.stop(2000)) {
            calls.faulty(player.faults);
        }
        noteLapse(player);
    }

    private void pause() throws SQLException {
        try (Connection connection = database.getConnection()) {
            HandlerControl.pause(connection, ledger.handlers().get(random.nextInt(2)), "the model");
        }
    }

    private void resume() throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement resume = connection.prepareStatement(RESUME)) {
            resume.setArray(
                    1, connection.createArrayOf("text", ledger.handlers().toArray()));
            resume.executeUpdate();
            Wakeups.control(connection, Control.HANDLERS);
        }
    }

    /** All faults end: now everything must end too, and well. */
    private void settle() throws Exception {
        thaw();
        calls.heal();
        effects.heal();
        resume();
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!ledger.isSettled()) {
            if (System.nanoTime() > until) {
                broken.add("not settled after 30 s: " + ledger.describe());
                return;
            }
            LockSupport.parkNanos(20_000_000);
        }
        note(ledger.check());
        note(operator.check());
        for (long id : events) {
            if (!calls.isSettled(id)) {
                broken.add("event " + id + " was never handled");
            }
        }
        checkEffects();
    }

    private void checkEffects() throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(
                        "SELECT event_id, contact FROM model_effect WHERE handler = ? ORDER BY contact, n")) {
            select.setString(1, ledger.handlers().get(1));
            List<Long> seen = new ArrayList<>();
            String contact = "";
            long last = 0;
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    if (row.getString(2).equals(contact) && row.getLong(1) <= last) {
                        broken.add("effect of event " + row.getLong(1) + " after that of " + last
                                + (seen.contains(row.getLong(1)) ? ", for the second time" : ""));
                    }
                    contact = row.getString(2);
                    last = row.getLong(1);
                    seen.add(last);
                }
            }
            List<Long> missing = new ArrayList<>(events);
            missing.removeAll(seen);
            missing.removeAll(operator.discarded());
            if (!missing.isEmpty()) {
                broken.add("no effect of events " + missing);
            }
        }
    }

    private void note(List<String> lines) {
        lines.stream().filter(line -> broken.size() < 5).forEach(broken::add);
    }

    private String contact(int number) {
        return "+1" + (5_000_000_000L + seed * 100 + number);
    }
}
