package dev.textusinbox.gate;

import dev.textusinbox.log.Wakeups;
import dev.textusinbox.platform.Schema;
import dev.textusinbox.platform.SilenceLimit;
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
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Keeps the gates and the database in step, once a second and when an operator has set a mode: brings the modes, keeps an
 * outage's begin over restarts, and finds out whether the database takes writes again.
 */
@Singleton
class GateKeeper {
    private static final Logger LOG = Logger.getLogger(GateKeeper.class);
    private static final long PERIOD_MILLIS = 1000;
    private static final int SILENCE_MILLIS = 2000;

    private final AgroalDataSource database;
    private final Schema schema;
    private final Gates gates;
    private final Wakeups wakeups;
    private final Audit audit;
    private final OutageAlarm alarm;
    private final Set<String> parked = new HashSet<>();
    private final Semaphore wake = new Semaphore(0);
    private final Thread thread = new Thread(this::run, "gate-keeper");
    private volatile boolean stopping;

    GateKeeper(AgroalDataSource database, Schema schema, Gates gates, Wakeups wakeups, Audit audit, OutageAlarm alarm) {
        this.database = database;
        this.schema = schema;
        this.gates = gates;
        this.wakeups = wakeups;
        this.audit = audit;
        this.alarm = alarm;
    }

    /** Before the port opens it knows what an operator has set, where the database can tell. */
    void start(@Observes StartupEvent event) {
        wakeups.onControls(wake::release);
        if (schema.isReady()) {
            keep();
        }
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        while (!stopping) {
            try {
                if (wake.tryAcquire(PERIOD_MILLIS, TimeUnit.MILLISECONDS)) {
                    wake.drainPermits();
                }
                keep();
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                LOG.error("The gates go on after an unexpected error", e);
            }
        }
    }

    private void keep() {
        boolean well = false;
        if (schema.isReady()) {
            try (Connection connection = database.getConnection()) {
                SilenceLimit.within(connection, SILENCE_MILLIS, c -> {
                    keep(c);
                    return null;
                });
                well = true;
            } catch (SQLException e) {
                LOG.debug("the gates are on their own while the database is away", e);
            }
        }
        for (Gate gate : gates.all()) {
            gate.database(well);
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
            book(connection, gate);
            addSecretUse(connection, gate);
        }
    }

    private void recordOutages(Connection connection, Gate gate) throws SQLException {
        List<Gate.Outage> ended = gate.takeEnded();
        try {
            if (!ended.isEmpty() && !gate.isOut()) {
                GateStore.clear(connection, gate.source());
            }
            for (Gate.Outage outage : ended) {
                alarm.record(connection, gate.source(), outage);
            }
        } catch (SQLException e) {
            gate.endedAlso(ended);
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

    /** That it parked by itself is written down as soon as there is a book to write in. */
    private void book(Connection connection, Gate gate) throws SQLException {
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
        stopping = true;
        thread.interrupt();
    }
}
