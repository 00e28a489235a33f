package dev.textusinbox.security;

import io.smallrye.config.ConfigMapping;
import java.util.List;
import java.util.Optional;

/** What a person who has signed in may do. The provider itself is configured under {@code quarkus.oidc}. */
@ConfigMapping(prefix = "inbox.oidc")
interface SignInConfig {
    /** By role: the roles or groups that a token must name, any one of them. */
    RolesByToken roles();

    /** A token that names none of these may do nothing. */
    interface RolesByToken {
        /** Those that make an operator. */
        Optional<List<String>> operator();

        /** Those that may use pull consumers. */
        Optional<List<String>> consumer();

        /** Those that make a reader. */
        Optional<List<String>> reader();
    }
}
