package dev.textusinbox.gate;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The gates of all configured sources. */
@Singleton
public class Gates {
    private final Map<String, Gate> gates = new ConcurrentHashMap<>();
    private final MeterRegistry meters;

    Gates(MeterRegistry meters) {
        this.meters = meters;
        Gauge.builder("inbox.outage.seconds", this, Gates::longestOutage)
                .description("Since the first 504 after a success, of the source that has it worst; 0: no outage")
                .register(meters);
    }

    /**
     * The gate of a configured source; made when it is first asked for.
     *
     * @param parkAfter the length of an outage that parks the source
     * @param recoverAfter how long the database must have been well before it is tried again
     */
    public Gate open(String source, Duration parkAfter, Duration recoverAfter) {
        return gates.computeIfAbsent(source, name -> {
            Gate gate = new Gate(name, new OutageClock(parkAfter, recoverAfter), () -> System.nanoTime() / 1_000_000);
            Gauge.builder(
                            "inbox.outage.budget.seconds",
                            gate,
                            g -> g.state().budget().toMillis() / 1e3)
                    .description("What is left of the 12 hours for which the provider repeats what is answered 504")
                    .tag("source", name)
                    .register(meters);
            Gauge.builder("inbox.source.parked", gate, g -> g.isParked() ? 1 : 0)
                    .description("1 while deliveries are answered 503, so that the provider keeps them")
                    .tag("source", name)
                    .register(meters);
            return gate;
        });
    }

    /** Obeys at once here what an operator has set for all; the other instances hear of it. */
    public void set(String source, Mode mode) {
        Gate gate = gates.get(source);
        if (gate != null) {
            gate.mode(mode);
        }
    }

    /** How each gate is, by name. Needs no database. */
    public List<Gate.GateState> states() {
        return gates.values().stream()
                .map(Gate::state)
                .sorted(Comparator.comparing(Gate.GateState::source))
                .toList();
    }

    /** The length of an outage that parks the source; empty where it is not configured. */
    public Optional<Duration> parkAfter(String source) {
        return Optional.ofNullable(gates.get(source)).map(Gate::parkAfter);
    }

    Collection<Gate> all() {
        return gates.values();
    }

    private double longestOutage() {
        return gates.values().stream().mapToLong(Gate::outage).max().orElse(0) / 1e3;
    }
}
