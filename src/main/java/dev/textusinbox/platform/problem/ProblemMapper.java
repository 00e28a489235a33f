package dev.textusinbox.platform.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import dev.textusinbox.platform.database.Schema;
import dev.textusinbox.platform.failure.DatabaseErrors;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Makes every error of a REST resource a {@link Problem}. */
public class ProblemMapper {
    private final Schema schema;

    ProblemMapper(Schema schema) {
        this.schema = schema;
    }

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
    public Response map(Throwable failure) {
        if (failure instanceof WebApplicationException e && e.getResponse().getStatus() < 400) {
            return e.getResponse();
        }
        // Once the schema is there, what it lacks is a mistake of ours or of an operator's, and must be seen in the
        // log.
        Problem problem = schema.isReady() && DatabaseErrors.isSchema(failure)
                ? Problems.unexpected(failure)
                : Problems.of(failure);
        // As a string, so that no content negotiation can refuse to write it.
        var response = Response.status(problem.status()).entity(problem.json()).type(Problem.MEDIA_TYPE);
        ProblemHeaders.addFor(problem.status(), response::header);
        if (failure instanceof ProblemException e && e.retryAfterSeconds() > 0) {
            response.header(HttpHeaders.RETRY_AFTER, e.retryAfterSeconds());
        }
        return response.build();
    }
}
