package dev.textusinbox.security;

import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** Makes of a provider's token one of us: with our roles, and under a name that no API key has. */
@Singleton
class SignedInPerson implements SecurityIdentityAugmentor {
    private static final String PREFIX = "oidc:";

    private final SignInConfig.RolesByToken roles;

    SignedInPerson(SignInConfig config) {
        this.roles = config.roles();
    }

    @Override
    public Uni<SecurityIdentity> augment(SecurityIdentity identity, AuthenticationRequestContext context) {
        return Uni.createFrom()
                .item(identity.getPrincipal() instanceof JsonWebToken token ? person(token, identity) : identity);
    }

    /** Built anew: neither the token nor what it says of roles goes further than this. */
    private SecurityIdentity person(JsonWebToken token, SecurityIdentity identity) {
        String name = PREFIX + Optional.ofNullable(token.getName()).orElse("unnamed");
        return QuarkusSecurityIdentity.builder()
                // It ends up in the audit log: one line, and nothing that the database can't store.
                .setPrincipal(new QuarkusPrincipal(name.replaceAll("\\p{Cntrl}", "?")))
                .addRoles(rolesOf(identity.getRoles()))
                .build();
    }

    private Set<String> rolesOf(Set<String> named) {
        Set<String> ours = new HashSet<>();
        if (namesAny(named, roles.operator())) {
            ours.addAll(Set.of(Roles.OPERATOR, Roles.READER, Roles.CONSUMER));
        }
        if (namesAny(named, roles.consumer())) {
            ours.add(Roles.CONSUMER);
        }
        if (namesAny(named, roles.reader())) {
            ours.add(Roles.READER);
        }
        return ours;
    }

    private static boolean namesAny(Set<String> named, Optional<List<String>> wanted) {
        return wanted.isPresent() && !Collections.disjoint(named, wanted.get());
    }
}
