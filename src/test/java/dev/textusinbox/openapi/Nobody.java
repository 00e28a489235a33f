package dev.textusinbox.openapi;

import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/** Makes one key of the tests one without a role, as somebody who signs in may be. */
@Singleton
class Nobody implements SecurityIdentityAugmentor {
    static final String NAME = "test-nobody";

    @Override
    public Uni<SecurityIdentity> augment(SecurityIdentity identity, AuthenticationRequestContext context) {
        return Uni.createFrom()
                .item(
                        NAME.equals(identity.getPrincipal().getName())
                                ? QuarkusSecurityIdentity.builder()
                                        .setPrincipal(identity.getPrincipal())
                                        .build()
                                : identity);
    }
}
