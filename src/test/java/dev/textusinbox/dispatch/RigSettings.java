package dev.textusinbox.dispatch;

import dev.textusinbox.handler.HandlersConfig;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * Settings that a test chooses; failures are tried again within milliseconds.
 *
 * @param most attempts of either kind, or only rejections where there is a time for the others
 * @param passing how long failures in passing are tried again; null: it is attempts that bound them
 */
record RigSettings(
        Duration timeout, int concurrency, int most, Duration passing, Optional<String> window, OptionalDouble rate)
        implements HandlersConfig, HandlersConfig.HandlerConfig, HandlersConfig.BackoffConfig {
    /** A minute of failures takes a tenth of a second, and no event is dead of it. */
    static final RigSettings TIRELESS = new RigSettings(Duration.ofSeconds(5), 4, 1000);

    RigSettings(Duration timeout, int concurrency, int most) {
        this(timeout, concurrency, most, null);
    }

    RigSettings(Duration timeout, int concurrency, int most, Duration passing) {
        this(timeout, concurrency, most, passing, Optional.empty(), OptionalDouble.empty());
    }

    /** The same, but called within these times only. */
    RigSettings within(String times) {
        return new RigSettings(timeout, concurrency, most, passing, Optional.of(times), rate);
    }

    /** The same, but at so many calls a second. */
    RigSettings at(double perSecond) {
        return new RigSettings(timeout, concurrency, most, passing, window, OptionalDouble.of(perSecond));
    }

    @Override
    public Map<String, HandlerConfig> handlers() {
        throw new UnsupportedOperationException("asked by name only");
    }

    @Override
    public HandlerConfig of(String handler) {
        return this;
    }

    @Override
    public boolean enabled() {
        return true;
    }

    @Override
    public OptionalInt maxAttempts() {
        return passing == null ? OptionalInt.of(most) : OptionalInt.empty();
    }

    @Override
    public int maxRejections() {
        return most;
    }

    @Override
    public Duration retryFor() {
        return passing == null ? Duration.ofDays(1) : passing;
    }

    @Override
    public BackoffConfig backoff() {
        return this;
    }

    @Override
    public OnDead onDead() {
        return OnDead.CONTINUE;
    }

    @Override
    public Start start() {
        return Start.NOW;
    }

    @Override
    public Duration initial() {
        return Duration.ofMillis(2);
    }

    @Override
    public Duration max() {
        return Duration.ofMillis(20);
    }
}
