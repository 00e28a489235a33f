package dev.textusinbox.platform.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.textusinbox.platform.request.StrictBoolean;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StartFailureTest {
    /** One setting of each kind. */
    @ConfigMapping(prefix = "test.of")
    interface Kinds {
        @WithDefault("1")
        int whole();

        @WithDefault("1")
        long large();

        @WithDefault("1")
        double number();

        @WithDefault("true")
        boolean yes();

        @WithDefault("1s")
        Duration time();

        @WithDefault("1M")
        MemorySize size();

        @WithDefault("first-one")
        Choice choice();
    }

    enum Choice {
        FIRST_ONE,
        SECOND
    }

    @ParameterizedTest
    @CsvSource({
        "whole, hunter2, must be a whole number",
        "whole, 99999999999, must be a whole number",
        "large, hunter2, must be a whole number",
        "number, hunter2, must be a number",
        "yes, hunter2, must be true or false",
        "time, hunter2, 'must be a duration such as 500ms, 5s, 10m or 2d'",
        "time, 5x, 'must be a duration such as 500ms, 5s, 10m or 2d'",
        "size, hunter2, must be a size such as 500K or 1M",
        "size, -1, must be a size such as 500K or 1M",
        "choice, hunter2, 'must be one of first-one, second'",
        "whole, '', 'is empty: give it a value, or leave it out'",
    })
    void aValueThatTheFrameworkCannotReadIsOneLineWithItsKey(String name, String value, String rule) {
        var failure = assertThrows(
                RuntimeException.class,
                () -> new SmallRyeConfigBuilder()
                        .withConverter(Boolean.class, 200, new StrictBoolean())
                        .withConverter(Duration.class, 200, new DurationConverter())
                        .withConverter(MemorySize.class, 200, new MemorySizeConverter())
                        .withMapping(Kinds.class)
                        .withDefaultValue("test.of." + name, value)
                        .build());
        assertEquals(
                Optional.of("test.of." + name + ": " + rule), StartFailure.line(new IllegalStateException(failure)));
    }

    @Test
    void aSettingThatAFeatureRefusesIsItsLine() {
        var failure = new IllegalStateException("wrapped", new RuntimeException(Settings.wrong("inbox.a", "is wrong")));
        assertEquals(Optional.of("inbox.a: is wrong"), StartFailure.line(failure));
    }

    @Test
    void aMessageOfSeveralLinesIsOne() {
        var failure = new ConfigurationException("a\n  b\r\n\tc\n", Set.of());
        assertEquals(Optional.of("a b c"), StartFailure.line(failure));
    }

    @Test
    void aValueInAMessageIsNotShown() {
        System.setProperty("test.of.shown", "hunter2");
        try {
            var failure = new ConfigurationException("no such thing: hunter2", Set.of("test.of.shown"));
            assertEquals(Optional.of("test.of.shown: has a value that can't be used"), StartFailure.line(failure));
        } finally {
            System.clearProperty("test.of.shown");
        }
    }

    @Test
    void whatIsNoSettingIsNot() {
        assertEquals(Optional.empty(), StartFailure.line(new IllegalStateException("x", new RuntimeException("y"))));
    }
}
