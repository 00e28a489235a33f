package dev.textusinbox.dispatch;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.textusinbox.handler.BatchHandler;
import dev.textusinbox.handler.Delivery;
import dev.textusinbox.handler.EventHandler;
import dev.textusinbox.handler.Handler;
import dev.textusinbox.handler.HandlersConfig;
import dev.textusinbox.handler.Outcome;
import dev.textusinbox.log.Event;
import dev.textusinbox.platform.settings.SettingsOf;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HandlerSettingsTest {
    private static final Handler CRM = handler("crm", "bean");

    @ParameterizedTest
    @CsvSource({
        "max-attempts, 0",
        "max-attempts, -1",
        "max-attempts, 1000001",
        "max-rejections, 0",
        "max-rejections, 1000001",
        "window, 25:00 tomorrow",
        "rate, 0",
        "rate, -1",
        "rate, 100000.5",
        "rate, NaN",
        "retry-for, 0s",
        "retry-for, -1s",
        "retry-for, 366d",
        "concurrency, 0",
        "concurrency, -1",
        "concurrency, 1001",
        "timeout, 0s",
        "timeout, -5s",
        "timeout, 61m",
        "backoff.initial, 0s",
        "backoff.initial, 25h",
        "backoff.initial, 2h", // above backoff.max, 1h
        "backoff.max, -1s",
        "backoff.max, 8d",
    })
    void aNumberOrTimeOutOfItsRangeIsRefused(String name, String value) {
        SettingsOf.assertRefused(
                HandlersConfig.class, "inbox.handlers.crm." + name, value, Map.of(), HandlerSettingsTest::check);
    }

    @Test
    void aNameThatNoHandlerHasIsRefused() {
        var config = SettingsOf.mapping(HandlersConfig.class, Map.of("inbox.handlers.crmm.timeout", "5s"));
        var refused = assertThrows(ConfigurationException.class, () -> check(config));
        assertEquals("inbox.handlers.crmm: there is no handler of this name", refused.getMessage());
    }

    @Test
    void theEndsOfTheRangesAreTaken() {
        var config = SettingsOf.mapping(
                HandlersConfig.class,
                Map.of(
                        "inbox.handlers.crm.max-attempts", "1",
                        "inbox.handlers.crm.max-rejections", "1000000",
                        "inbox.handlers.crm.retry-for", "365d",
                        "inbox.handlers.crm.concurrency", "1000",
                        "inbox.handlers.crm.rate", "0.01",
                        "inbox.handlers.crm.timeout", "1ms",
                        "inbox.handlers.crm.backoff.initial", "1ms",
                        "inbox.handlers.crm.backoff.max", "1ms"));
        assertDoesNotThrow(() -> check(config));
    }

    @ParameterizedTest
    @CsvSource({"forward, inbox.forwards.crm", "relay, inbox.relays.crm", "bean, handler 'crm'"})
    void aNameThatIsTakenIsRefusedByWhatHasIt(String kind, String named) {
        var refused = assertThrows(ConfigurationException.class, () -> registry(List.of(CRM), handler("crm", kind)));
        assertEquals(named + ": the name is taken: there is a handler of it already, a bean", refused.getMessage());
    }

    @Test
    void aNameThatIsNoneIsRefused() {
        var refused =
                assertThrows(ConfigurationException.class, () -> registry(List.of(), handler("My_CRM", "forward")));
        assertEquals(Set.of("inbox.forwards.My_CRM"), refused.getConfigKeys());
    }

    @Test
    void aHandlerWithoutANameIsNamedByItsClass() {
        var refused = assertThrows(ConfigurationException.class, () -> registry(List.of(handler(null, "bean"))));
        assertTrue(refused.getMessage().endsWith(": it must have a name and types"), refused.getMessage());
        assertTrue(refused.getMessage().startsWith("handler " + HandlerSettingsTest.class.getName()));
    }

    @Test
    void aTypeOfABeanThatNobodySendsIsRefusedUnlessItIsSetToBeThere() {
        Handler misspelt = handler("crm", "bean", Set.of("mesage.received"));
        var refused = assertThrows(ConfigurationException.class, () -> registry(List.of(misspelt)));
        assertTrue(
                refused.getMessage()
                        .startsWith("handler 'crm': the provider has no type 'mesage.received': it is one of ["),
                refused.getMessage());
        assertDoesNotThrow(
                () -> new HandlerRegistry(List.of(misspelt), List.of(), () -> Optional.of(Set.of("mesage.received"))));
        assertDoesNotThrow(
                () -> registry(List.of(), handler("crm", "forward", Set.of("message.new"))), "an operator's");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 1_001})
    void aBatchSizeOutOfItsRangeIsRefused(int size) {
        var refused = assertThrows(ConfigurationException.class, () -> registry(List.of(batches(size))));
        assertEquals("handler 'crm': its batch size must be from 1 to 1000", refused.getMessage());
    }

    private static HandlerRegistry registry(List<Handler> beans, Handler... provided) {
        return new HandlerRegistry(beans, List.of(() -> List.of(provided)), Optional::empty);
    }

    private static BatchHandler batches(int size) {
        return new BatchHandler() {
            @Override
            public String name() {
                return "crm";
            }

            @Override
            public Set<String> types() {
                return Set.of();
            }

            @Override
            public int batchSize() {
                return size;
            }

            @Override
            public Outcome handle(List<Event> events, Delivery delivery) {
                return Outcome.done();
            }
        };
    }

    private static void check(HandlersConfig config) {
        new HandlerSettings(config, Map::of, registry(List.of(CRM)));
    }

    private static EventHandler handler(String name, String kind) {
        return handler(name, kind, Set.of());
    }

    private static EventHandler handler(String name, String kind, Set<String> types) {
        return new EventHandler() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public String kind() {
                return kind;
            }

            @Override
            public Set<String> types() {
                return types;
            }

            @Override
            public Outcome handle(Event event, Delivery delivery) {
                return Outcome.done();
            }
        };
    }
}
