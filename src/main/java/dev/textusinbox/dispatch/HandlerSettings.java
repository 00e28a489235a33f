package dev.textusinbox.dispatch;

import dev.textusinbox.handler.CallWindow;
import dev.textusinbox.handler.ConsumersConfig;
import dev.textusinbox.handler.Handler;
import dev.textusinbox.handler.HandlersConfig;
import dev.textusinbox.platform.process.StartOrder;
import dev.textusinbox.platform.settings.Settings;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Checks what is set for the handlers: each is one that there is, and its numbers make sense. */
@Startup(StartOrder.SETTINGS)
@Singleton
class HandlerSettings {
    private static final Duration MIN = Duration.ofMillis(1);
    private static final int MAX_ATTEMPTS = 1_000_000;
    private static final double MIN_RATE = 0.01;
    private static final double MAX_RATE = 100_000;

    HandlerSettings(HandlersConfig config, ConsumersConfig consumers, HandlerRegistry handlers) {
        Set<String> known = handlers.all().stream().map(Handler::name).collect(Collectors.toSet());
        // By name, so that of several wrong settings it is always the same one that is named.
        new TreeMap<>(config.handlers()).forEach((name, settings) -> {
            String prefix = "inbox.handlers." + name;
            if (!known.contains(name)) {
                throw Settings.wrong(prefix, "there is no handler of this name");
            }
            check(prefix, settings);
        });
        new TreeMap<>(consumers.consumers()).forEach((name, settings) -> check("inbox.consumers." + name, settings));
    }

    private static void check(String prefix, HandlersConfig.HandlerConfig settings) {
        within(prefix + ".max-rejections", settings.maxRejections(), MAX_ATTEMPTS);
        settings.maxAttempts().ifPresent(most -> within(prefix + ".max-attempts", most, MAX_ATTEMPTS));
        within(prefix + ".retry-for", settings.retryFor(), Duration.ofDays(365));
        settings.rate().ifPresent(rate -> checkRate(prefix + ".rate", rate));
        settings.window().ifPresent(window -> checkWindow(prefix + ".window", window));
        within(prefix + ".concurrency", settings.concurrency(), 1_000);
        within(prefix + ".timeout", settings.timeout(), Duration.ofHours(1));
        Duration initial = settings.backoff().initial();
        Duration max = settings.backoff().max();
        within(prefix + ".backoff.initial", initial, Duration.ofDays(1));
        within(prefix + ".backoff.max", max, Duration.ofDays(7));
        if (initial.compareTo(max) > 0) {
            throw Settings.wrong(prefix + ".backoff.initial", "must not be above " + prefix + ".backoff.max");
        }
    }

    private static void checkRate(String key, double rate) {
        // Not a number is in no range.
        if (!(rate >= MIN_RATE && rate <= MAX_RATE)) {
            throw Settings.wrong(key, "must be from 0.01 to 100000");
        }
    }

    private static void checkWindow(String key, String window) {
        try {
            CallWindow.of(window);
        } catch (IllegalArgumentException e) {
            throw Settings.wrong(key, CallWindow.RULE);
        }
    }

    private static void within(String key, long value, long max) {
        Settings.within(key, value, 1, max);
    }

    private static void within(String key, Duration value, Duration max) {
        Settings.within(key, value, MIN, max);
    }
}
