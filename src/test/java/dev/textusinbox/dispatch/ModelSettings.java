package dev.textusinbox.dispatch;

import dev.textusinbox.handler.HandlersConfig;
import java.time.Duration;
import java.util.Map;

/** Settings with which a minute of trouble takes a tenth of a second. */
final class ModelSettings implements HandlersConfig, HandlersConfig.Settings, HandlersConfig.Backoff {
    @Override
    public Map<String, Settings> handlers() {
        throw new UnsupportedOperationException("asked by name only");
    }

    @Override
    public Settings of(String handler) {
        return this;
    }

    @Override
    public boolean enabled() {
        return true;
    }

    @Override
    public int maxAttempts() {
        return 1000;
    }

    @Override
    public Duration timeout() {
        return Duration.ofSeconds(5);
    }

    @Override
    public Backoff backoff() {
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
    public int concurrency() {
        return 4;
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
