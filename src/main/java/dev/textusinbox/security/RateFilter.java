package dev.textusinbox.security;

import dev.textusinbox.platform.problem.Problem;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Refuses what is over the caller's rate, after authentication: who has no key is not counted, but refused as ever. */
public class RateFilter {
    private static final int TOO_MANY_REQUESTS = 429;

    private final Rates rates;
    private final SecurityIdentity caller;

    RateFilter(Rates rates, SecurityIdentity caller) {
        this.rates = rates;
        this.caller = caller;
    }

    /** The refusal; null: go on. */
    @Limited
    @ServerRequestFilter
    public Response check() {
        long seconds = rates.take(caller.getPrincipal().getName());
        if (seconds == 0) {
            return null;
        }
        Problem problem = Problem.of(TOO_MANY_REQUESTS, "This is more than this key may ask; wait " + seconds + " s.");
        return Response.status(TOO_MANY_REQUESTS)
                .header(HttpHeaders.RETRY_AFTER, seconds)
                .type(Problem.MEDIA_TYPE)
                .entity(problem.json())
                .build();
    }
}
