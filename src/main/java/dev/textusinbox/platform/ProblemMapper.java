package dev.textusinbox.platform;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Makes every error of a REST resource a {@link Problem}. */
class ProblemMapper {

    // Those named beside Throwable have a mapper of the framework's own, which would be nearer.
    @ServerExceptionMapper({
        Throwable.class,
        WebApplicationException.class,
        JsonProcessingException.class,
        MismatchedInputException.class,
        UnauthorizedException.class,
        AuthenticationFailedException.class,
        ForbiddenException.class
    })
    Response map(Throwable failure) {
        if (failure instanceof WebApplicationException e && e.getResponse().getStatus() < 400) {
            return e.getResponse();
        }
        Problem problem = Problems.of(failure);
        // As a string, so that no content negotiation can refuse to write it.
        var response = Response.status(problem.status()).entity(problem.json()).type(Problem.MEDIA_TYPE);
        ProblemHeaders.addFor(problem.status(), response::header);
        if (failure instanceof ProblemException e && e.retryAfterSeconds() > 0) {
            response.header(HttpHeaders.RETRY_AFTER, e.retryAfterSeconds());
        }
        return response.build();
    }
}
