package dev.textusinbox.dispatch;

import dev.textusinbox.handler.HandlersConfig;
import java.time.Duration;
import java.util.Map;

/** Settings that a test chooses; failures are tried again within milliseconds. */
record RigSettings(Duration timeout, int concurrency, int maxAttempts)
        implements HandlersConfig, HandlersConfig.HandlerConfig, HandlersConfig.BackoffConfig {
    /** A minute of failures takes a tenth of a second, and no event is dead of it. */
    static final RigSettings TIRELESS = new RigSettings(Duration.ofSeconds(5), 4, 1000);

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
