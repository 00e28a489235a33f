package dev.textusinbox.security;

import dev.textusinbox.platform.problem.ProblemException;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.Set;

/**
 * Asks for an API key, as {@code Bearer} or as {@code Basic} (which a browser can do by itself), or for a token where people
 * sign in.
 */
@Singleton
class ApiKeyMechanism implements HttpAuthenticationMechanism {
    private static final int UNAUTHORIZED = 401;

    private final SignIn signIn;
    private final Refusals refusals;

    ApiKeyMechanism(SignIn signIn, Refusals refusals) {
        this.signIn = signIn;
        this.refusals = refusals;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext context, IdentityProviderManager identities) {
        String authorization = context.request().getHeader(HttpHeaderNames.AUTHORIZATION);
        if (authorization == null) {
            return Uni.createFrom().nullItem();
        }
        return PresentedKey.of(authorization)
                .map(presented -> known(presented, context, identities))
                .orElseGet(() -> Uni.createFrom().failure(new AuthenticationFailedException()))
                .onFailure(AuthenticationFailedException.class)
                .transform(refused -> refusal(context, refused));
    }

    private Uni<SecurityIdentity> known(
            PresentedKey presented, RoutingContext context, IdentityProviderManager identities) {
        Uni<SecurityIdentity> byKey = identities.authenticate(presented).invoke(right -> {
            long seconds = refusals.delay(from(context), right.getPrincipal().getName());
            if (seconds > 0) {
                throw tooMany(context, seconds);
            }
        });
        // A key first: it costs nothing, and works while the provider is away.
        return signIn.takes(presented)
                ? byKey.onFailure(AuthenticationFailedException.class)
                        .recoverWithUni(() -> signIn.authenticate(context, identities))
                : byKey;
    }

    private Throwable refusal(RoutingContext context, Throwable refused) {
        SourceAddress from = from(context);
        refusals.count(from);
        long seconds = refusals.delay(from);
        return seconds > 0 ? tooMany(context, seconds) : refused;
    }

    private static ProblemException tooMany(RoutingContext context, long seconds) {
        context.response().putHeader(HttpHeaderNames.RETRY_AFTER, Long.toString(seconds));
        return Refusals.tooMany(seconds);
    }

    private static SourceAddress from(RoutingContext context) {
        return SourceAddress.of(context.request().remoteAddress());
    }

    @Override
    public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
        return Set.of(PresentedKey.class);
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext context) {
        return Uni.createFrom().item(new ChallengeData(UNAUTHORIZED));
    }

    /** Before the framework's own mechanism for tokens, which sees only what {@link SignIn} gives it. */
    @Override
    public int getPriority() {
        return 2 * DEFAULT_PRIORITY;
    }

    /** Leaves the answer to {@code platform}, which gives the two challenges and the body as everywhere else. */
    @Override
    public Uni<Boolean> sendChallenge(RoutingContext context) {
        context.fail(UNAUTHORIZED);
        return Uni.createFrom().item(true);
    }
}
