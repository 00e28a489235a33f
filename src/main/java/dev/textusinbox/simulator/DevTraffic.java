package dev.textusinbox.simulator;

import dev.textusinbox.platform.process.Loop;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/** In dev mode only: the usual traffic, so many events a second until it is closed. */
final class DevTraffic implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(DevTraffic.class);
    private static final String RATE = "inbox.simulator.rate";
    private static final int CONTACTS = 20;
    private static final double REPEATED = 0.05;
    private static final double REORDERED = 0.05;

    private final double rate;
    private final String base;
    private final Consumer<SimulatedDelivery> provider;
    private final Loop loop = new Loop("dev-traffic", this::next);
    private Disorder deliveries;
    private volatile boolean silent;

    DevTraffic(double rate, String base, Consumer<SimulatedDelivery> provider) {
        if (!(rate >= 0)) {
            throw new ConfigurationException(RATE + ": must be 0 or more", Set.of(RATE));
        }
        this.rate = rate == 0 ? 1 : rate;
        this.base = base;
        this.provider = provider;
    }

    void start() {
        loop.start();
    }

    void silent(boolean stop) {
        silent = stop;
    }

    boolean isSilent() {
        return silent;
    }

    @Override
    public void close() {
        loop.stopNow();
    }

    private void next() throws InterruptedException {
        if (deliveries == null) {
            begin();
        }
        if (!silent) {
            provider.accept(deliveries.next());
        }
        TimeUnit.NANOSECONDS.sleep((long) (1e9 / rate));
    }

    private void begin() throws InterruptedException {
        // Until the server listens, and the line below comes last, where it is read.
        TimeUnit.SECONDS.sleep(1);
        deliveries = new Disorder(
                new DeliveryFactory(new Random(), Clock.systemUTC(), CONTACTS),
                new SimulatedTraffic(rate, 1, REPEATED, REORDERED),
                new Random());
        if (!silent) {
            LOG.infof(
                    "Dev mode plays the provider: %s event(s) a second arrive (%s=0 stops them). Look: "
                            + "curl -H 'Authorization: Bearer dev-key-for-local-use-only' %s/api/events, or at %s/console",
                    BigDecimal.valueOf(rate).stripTrailingZeros().toPlainString(), RATE, base, base);
        }
    }
}
