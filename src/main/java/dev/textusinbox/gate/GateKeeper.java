package dev.textusinbox.gate;

import dev.textusinbox.log.Control;
import dev.textusinbox.log.Wakeups;
import dev.textusinbox.platform.database.Schema;
import dev.textusinbox.platform.database.SilenceLimit;
import dev.textusinbox.platform.process.Loop;
import dev.textusinbox.security.Audit;
import io.agroal.api.AgroalDataSource;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Keeps the gates and the database in step, once a second and when an operator has set a mode: brings the modes, keeps an
 * outage's begin over restarts, and finds out whether the database takes writes again.
 */
@Singleton
class GateKeeper {
    private static final long PERIOD_MILLIS = 1000;
    private static final int SILENCE_MILLIS = 2000;

    private final AgroalDataSource database;
    private final Schema schema;
    private final Gates gates;
    private final Wakeups wakeups;
    private final Audit audit;
    private final OutageAlarm alarm;
    private final Set<String> parked = new HashSet<>();
    private final CountDownLatch kept = new CountDownLatch(1);
    private final Semaphore wake = new Semaphore(0);
    private final Loop loop = new Loop("gate-keeper", this::round);

    GateKeeper(AgroalDataSource database, Schema schema, Gates gates, Wakeups wakeups, Audit audit, OutageAlarm alarm) {
        this.database = database;
        this.schema = schema;
        this.gates = gates;
        this.wakeups = wakeups;
        this.audit = audit;
        this.alarm = alarm;
    }

    /** Before the port opens it knows what an operator has set, where the database can tell. */
    void start(@Observes StartupEvent event) throws InterruptedException {
        wakeups.on(Control.GATES, wake::release);
        loop.start();
        schema.awaitBeforeOpening(kept);
    }

    private void round() throws InterruptedException, SQLException {
        keep();
        if (wake.tryAcquire(PERIOD_MILLIS, TimeUnit.MILLISECONDS)) {
            wake.drainPermits();
        }
    }

    private void keep() throws SQLException {
        boolean well = false;
        try {
            if (schema.isReady()) {
                keepOnce();
                well = true;
                kept.countDown();
            }
        } finally {
            for (Gate gate : gates.all()) {
                gate.database(well);
            }
        }
    }

    private void keepOnce() throws SQLException {
        try (Connection connection = database.getConnection()) {
            SilenceLimit.within(connection, SILENCE_MILLIS, c -> {
                keep(c);
                return null;
            });
        }
    }

    private void keep(Connection connection) throws SQLException {
        Map<String, GateStore.Known> known = GateStore.known(connection);
        for (Gate gate : gates.all()) {
            GateStore.Known of = known.get(gate.source());
            if (of == null) {
                GateStore.add(connection, gate.source());
                gate.remembered(-1);
                continue;
            }
            gate.mode(of.mode());
            gate.remembered(of.outageAge());
            long outage = gate.outage();
            if (gate.isOut() && of.takenAge() < outage) {
                // Another instance has stored something since.
                gate.taken();
            }
            if (gate.isOut()) {
                GateStore.note(connection, gate.source(), gate.outage());
            }
            recordOutages(connection, gate);
            auditOutageParking(connection, gate);
            addSecretUse(connection, gate);
        }
    }

    private void recordOutages(Connection connection, Gate gate) throws SQLException {
        List<Gate.PastOutage> ended = gate.takeEnded();
        try {
            if (!ended.isEmpty() && !gate.isOut()) {
                GateStore.clear(connection, gate.source());
            }
            for (Gate.PastOutage outage : ended) {
                alarm.record(connection, gate.source(), outage);
            }
        } catch (SQLException e) {
            gate.restoreEnded(ended);
            throw e;
        }
    }

    private static void addSecretUse(Connection connection, Gate gate) throws SQLException {
        Map<Integer, Long> use = gate.takeSecretUse();
        if (!use.isEmpty()) {
            try {
                GateStore.addUse(connection, gate.source(), use);
            } catch (SQLException e) {
                gate.verifiedAlso(use);
                throw e;
            }
        }
    }

    /** That it parked by itself is written down as soon as the audit log can be written. */
    private void auditOutageParking(Connection connection, Gate gate) throws SQLException {
        boolean now = gate.isParkedByOutage();
        if (now && !parked.contains(gate.source())) {
            Map<String, String> detail =
                    Map.of("outage", Duration.ofMillis(gate.outage()).toString());
            audit.record(connection, "source.park", gate.source(), "nothing could be stored for too long", detail);
            parked.add(gate.source());
        } else if (!now && parked.remove(gate.source())) {
            audit.record(connection, "source.accept", gate.source(), "the database is well again", Map.of());
        }
    }

    @PreDestroy
    void stop() {
        loop.stopNow();
    }
}
