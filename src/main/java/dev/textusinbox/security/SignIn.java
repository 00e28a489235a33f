package dev.textusinbox.security;

import dev.textusinbox.platform.problem.Problem;
import dev.textusinbox.platform.problem.ProblemException;
import dev.textusinbox.platform.process.StartOrder;
import io.quarkus.oidc.OIDCException;
import io.quarkus.oidc.runtime.OidcAuthenticationMechanism;
import io.quarkus.runtime.Startup;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** People who sign in elsewhere: tokens of an OpenID Connect provider, where one is configured. */
@Startup(StartOrder.SETTINGS)
@Singleton
class SignIn {
    private static final String AUDIENCE = "quarkus.oidc.token.audience";
    private static final String OPERATOR = "inbox.oidc.roles.operator";

    /** A signed JWT. Nothing else is shown to the provider: it might be a key with a typing error. */
    private static final Pattern TOKEN = Pattern.compile("[\\w-]+\\.[\\w-]+\\.[\\w-]+");

    private final boolean on;
    private final OidcAuthenticationMechanism provider;

    SignIn(
            @ConfigProperty(name = SignInSwitch.ON) boolean on,
            @ConfigProperty(name = AUDIENCE) Optional<List<String>> audience,
            SignInConfig config,
            OidcAuthenticationMechanism provider) {
        this.on = on;
        this.provider = provider;
        if (on && audience.isEmpty()) {
            throw wrong(AUDIENCE, "must name this inbox: a token made out to another program is no good here");
        }
        if (on
                && config.roles().operator().isEmpty()
                && config.roles().reader().isEmpty()
                && config.roles().consumer().isEmpty()) {
            throw wrong(OPERATOR, "or inbox.oidc.roles.reader must name a role or group: nobody could do anything");
        }
    }

    private static ConfigurationException wrong(String setting, String rule) {
        return new ConfigurationException(setting + ": " + rule, Set.of(setting));
    }

    /** Whether what was presented is for the provider to judge. */
    boolean takes(PresentedKey presented) {
        return on && presented.name() == null && TOKEN.matcher(presented.key()).matches();
    }

    /** Who the request's bearer token says it is. */
    Uni<SecurityIdentity> authenticate(RoutingContext context, IdentityProviderManager identities) {
        return provider.authenticate(context, identities)
                .onFailure(SignIn::isProviderAway)
                .transform(away -> new ProblemException(
                        Problem.of(503, "The sign-in provider can't be reached just now; an API key works.")));
    }

    private static boolean isProviderAway(Throwable failure) {
        return failure instanceof OIDCException || failure.getCause() instanceof OIDCException;
    }
}
