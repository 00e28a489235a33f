package dev.textusinbox.receive;

import dev.textusinbox.platform.process.StartOrder;
import dev.textusinbox.platform.settings.Settings;
import io.quarkus.runtime.Startup;
import io.quarkus.runtime.configuration.MemorySize;
import jakarta.inject.Singleton;
import java.math.BigInteger;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Checks how deliveries are to be taken in. */
@Startup(StartOrder.SETTINGS)
@Singleton
class ReceiveSettings {
    private static final String CEILING = "quarkus.http.limits.max-body-size";
    private static final String BODY = "inbox.receive.max-body-size";
    private static final String IN_FLIGHT = "inbox.receive.max-body-bytes-in-flight";
    private static final BigInteger MOST = BigInteger.valueOf(Long.MAX_VALUE);
    private static final Duration MIN = Duration.ofMillis(1);

    /** @param ceiling the framework's own: beyond it no limit of ours is asked */
    ReceiveSettings(ReceiveConfig config, @ConfigProperty(name = CEILING) MemorySize ceiling) {
        long body = bytes(config.maxBodySize());
        if (body < 1 || body > bytes(ceiling)) {
            throw Settings.wrong(BODY, "must be from 1 to what " + CEILING + " lets through");
        }
        config.maxBodyBytesInFlight().ifPresent(size -> inFlight(body, bytes(size)));
        config.maxConnections().ifPresent(max -> Settings.within("inbox.receive.max-connections", max, 1, 1_000_000));
        Settings.within("inbox.receive.deadline", config.deadline(), Duration.ofMillis(10), Duration.ofMinutes(10));
        Settings.within("inbox.receive.park-after", config.parkAfter(), MIN, Duration.ofDays(365));
        Settings.within("inbox.receive.recover-after", config.recoverAfter(), MIN, Duration.ofDays(1));
    }

    private static void inFlight(long body, long inFlight) {
        if (inFlight < body) {
            throw Settings.wrong(IN_FLIGHT, "is less than " + BODY + ": the largest body could never be taken");
        }
        if (inFlight > Runtime.getRuntime().maxMemory()) {
            throw Settings.wrong(IN_FLIGHT, "is more than the whole heap (-Xmx)");
        }
    }

    /** More than a long holds is too much for any limit. */
    private static long bytes(MemorySize size) {
        return size.asBigInteger().min(MOST).longValue();
    }
}
