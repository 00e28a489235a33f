package dev.textusinbox.security;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SignInSettingsTest {
    private static final Optional<List<String>> NONE = Optional.empty();
    private static final Optional<List<String>> SOME = Optional.of(List.of("inbox"));

    /** As the configuration would give it. */
    private record Configured(Optional<List<String>> operator, Optional<List<String>> reader)
            implements SignInConfig, SignInConfig.RolesByToken {
        @Override
        public Optional<List<String>> consumer() {
            return NONE;
        }

        @Override
        public RolesByToken roles() {
            return this;
        }
    }

    @Test
    void withoutAnAudienceOrARoleSignInStopsTheStart() {
        assertStopped("quarkus.oidc.token.audience", NONE, new Configured(SOME, SOME));
        assertStopped("inbox.oidc.roles.operator", SOME, new Configured(NONE, NONE));
    }

    @Test
    void oneRoleIsEnoughAndNoneIsNeededWhereItIsOff() {
        assertDoesNotThrow(() -> new SignIn(true, SOME, new Configured(NONE, SOME), null));
        assertDoesNotThrow(() -> new SignIn(false, NONE, new Configured(NONE, NONE), null));
    }

    private static void assertStopped(String setting, Optional<List<String>> audience, SignInConfig config) {
        var failure = assertThrows(ConfigurationException.class, () -> new SignIn(true, audience, config, null));
        assertEquals(Set.of(setting), failure.getConfigKeys());
        assertTrue(failure.getMessage().startsWith(setting));
    }
}
