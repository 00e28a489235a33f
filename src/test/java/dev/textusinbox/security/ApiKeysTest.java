package dev.textusinbox.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApiKeysTest {
    private static final String GOOD = "2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b"; // "secret"
    private static final String OTHER = "a78005e690351a08e2998bd9f5617d55de939e824815eb91cc4910fc7a2b8d8c";

    /** As the configuration would give it. */
    private record Configured(Optional<String> sha256, Optional<List<String>> roles, Optional<List<String>> consumers)
            implements ApiKeysConfig.Key {
        @Override
        public Optional<String> requestsPerMinute() {
            return Optional.empty();
        }

        static Configured of(String sha256, String roles) {
            return new Configured(
                    Optional.ofNullable(sha256),
                    Optional.ofNullable(roles).map(all -> List.of(all.split(" "))),
                    Optional.empty());
        }
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "none, reader, sha256: must be 64 lowercase hex digits",
                "my-plain-key, reader, sha256: must be 64 lowercase hex digits",
                GOOD + "0, reader, sha256: must be 64 lowercase hex digits",
                "2BB80D537B1DA3E38BD30361AA855686BDE0EACD7162FEF6A25FE97BF527A25B, reader, "
                        + "sha256: must be 64 lowercase hex digits",
                GOOD + ", none, 'roles: must be reader, consumer or operator, or several of them'",
                GOOD + ", admin, 'roles: must be reader, consumer or operator, or several of them'",
                GOOD + ", reader Operator, 'roles: must be reader, consumer or operator, or several of them'",
            })
    void aWrongSettingIsNamedWithoutItsValue(String sha256, String roles, String message) {
        var keys = Map.<String, ApiKeysConfig.Key>of("app", Configured.of(sha256, roles));

        var failure = assertThrows(ConfigurationException.class, () -> new ApiKeys(keys));

        assertEquals("inbox.api-keys.app." + message, failure.getMessage());
    }

    @Test
    void aListOfConsumersIsForKeysThatMayUseThem() {
        var reader = new Configured(Optional.of(GOOD), Optional.of(List.of("reader")), Optional.of(List.of("billing")));
        var failure = assertThrows(ConfigurationException.class, () -> new ApiKeys(Map.of("app", reader)));
        assertEquals("inbox.api-keys.app.consumers: is for keys with the role consumer", failure.getMessage());

        var both = new Configured(
                Optional.of(GOOD), Optional.of(List.of("reader", "consumer")), Optional.of(List.of("billing")));
        ApiKey key = new ApiKeys(Map.of("app", both)).named("app").orElseThrow();
        assertEquals(Set.of("reader", "consumer"), key.roles());
        assertEquals(Set.of("billing"), key.consumers());
    }

    @Test
    void aKeyIsFoundByItselfAndUnderItsName() {
        var keys = new ApiKeys(Map.of("app", Configured.of(GOOD, "reader"), "boss", Configured.of(OTHER, "operator")));

        assertEquals(Optional.of("app"), keys.find(null, "secret").map(ApiKey::name));
        assertEquals(Optional.of("app"), keys.find("app", "secret").map(ApiKey::name));
        assertEquals(
                Optional.of("boss"),
                keys.find(null, "dev-key-for-local-use-only").map(ApiKey::name));
    }

    @ParameterizedTest
    @CsvSource({"boss, secret", ", secre", ", ''", ", " + GOOD, "app, dev-key-for-local-use-only", "nobody, secret"})
    void anythingElseIsNotFound(String name, String presented) {
        var keys = new ApiKeys(Map.of("app", Configured.of(GOOD, "reader"), "boss", Configured.of(OTHER, "operator")));

        assertTrue(keys.find(name, presented).isEmpty());
    }

    @Test
    void anOperatorIsAReaderAndAConsumerToo() {
        var keys = new ApiKeys(Map.of("boss", Configured.of(GOOD, "operator")));

        assertEquals(
                Optional.of(Set.of("reader", "consumer", "operator")),
                keys.find(null, "secret").map(ApiKey::roles));
    }

    @Test
    void withoutKeysNobodyIsFound() {
        assertTrue(new ApiKeys(Map.of()).find(null, "").isEmpty());
    }
}
