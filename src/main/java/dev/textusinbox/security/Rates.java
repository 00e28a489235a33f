package dev.textusinbox.security;

import dev.textusinbox.platform.process.StartOrder;
import io.quarkus.runtime.Startup;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;

/** How much each caller may still ask of this instance. */
@Startup(StartOrder.SETTINGS)
@Singleton
class Rates {
    private static final Pattern NUMBER = Pattern.compile("[1-9]\\d{0,5}");
    /** People who sign in have names that are not ours to count; beyond this many all start anew. */
    private static final int MAX_CALLERS = 10_000;

    private final OptionalInt usual;
    private final Map<String, Integer> own = new HashMap<>();
    private final Map<String, Allowance> allowances = new ConcurrentHashMap<>();
    private final LongSupplier nanoTime;

    @Inject
    Rates(RateConfig config, ApiKeysConfig keys) {
        this(config.requestsPerMinute(), keys.keys(), System::nanoTime);
    }

    /** @throws ConfigurationException naming the setting that is wrong, never its value */
    Rates(Optional<String> usual, Map<String, ApiKeysConfig.Key> keys, LongSupplier nanoTime) {
        this.usual = rate("inbox.api.requests-per-minute", usual);
        // By name, so that of several wrong settings it is always the same one that is named.
        new TreeMap<>(keys)
                .forEach((name, key) -> rate("inbox.api-keys." + name + ".requests-per-minute", key.requestsPerMinute())
                        .ifPresent(rate -> own.put(name, rate)));
        this.nanoTime = nanoTime;
    }

    /** Takes one request of the caller's: 0, or how many seconds to wait for the next. */
    long take(String caller) {
        Integer rate = own.get(caller);
        if (rate == null && usual.isEmpty()) {
            return 0;
        }
        if (allowances.size() > MAX_CALLERS) {
            allowances.clear();
        }
        int perMinute = rate == null ? usual.getAsInt() : rate;
        long now = nanoTime.getAsLong();
        return allowances
                .computeIfAbsent(caller, name -> new Allowance(perMinute, now))
                .take(now);
    }

    private static OptionalInt rate(String setting, Optional<String> value) {
        if (value.isEmpty()) {
            return OptionalInt.empty();
        }
        String number = value.get().strip();
        if (!NUMBER.matcher(number).matches()) {
            throw new ConfigurationException(setting + ": must be a number from 1 to 999999", Set.of(setting));
        }
        return OptionalInt.of(Integer.parseInt(number));
    }
}
