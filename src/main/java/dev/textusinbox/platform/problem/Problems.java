package dev.textusinbox.platform.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import dev.textusinbox.platform.failure.DatabaseErrors;
import io.quarkus.security.AuthenticationException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.ws.rs.WebApplicationException;
import java.util.UUID;
import java.util.concurrent.RejectedExecutionException;
import org.jboss.logging.Logger;

/** The one place that turns what went wrong into what the caller is told. */
final class Problems {

    private static final Logger LOG = Logger.getLogger(Problems.class);

    private Problems() {}

    static Problem of(Throwable failure) {
        if (failure instanceof ProblemException e) {
            return e.problem();
        }
        if (failure instanceof WebApplicationException e) {
            return e.getCause() instanceof JsonProcessingException json
                    ? malformed(json)
                    : ofStatus(e.getResponse().getStatus());
        }
        if (failure instanceof JsonProcessingException e) {
            return malformed(e);
        }
        if (failure instanceof UnauthorizedException || failure instanceof AuthenticationException) {
            return ofStatus(401);
        }
        if (failure instanceof ForbiddenException) {
            return ofStatus(403);
        }
        if (failure instanceof RejectedExecutionException) {
            return ofStatus(503);
        }
        return DatabaseErrors.isUnavailable(failure) ? unavailable(failure) : unexpected(failure);
    }

    static Problem ofStatus(int status) {
        return Problem.of(
                status,
                switch (status) {
                    case 400 -> "The request can't be read.";
                    case 401 ->
                        "An API key is needed: Authorization: Bearer <key>, or Basic with the key's name and the key.";
                    case 403 -> "This API key doesn't have the role for it.";
                    case 404 -> "There is nothing here.";
                    case 405 -> "This method isn't allowed here.";
                    case 406 -> "No acceptable representation is available.";
                    case 413 -> "The body is too large.";
                    case 415 -> "This content type can't be read; send application/json.";
                    case 503 -> "The database can't be reached just now; try again.";
                    default -> null;
                });
    }

    /** No line in the log for each request of an outage: who keeps a connection says when one begins and ends. */
    private static Problem unavailable(Throwable failure) {
        LOG.debug("A request could not be served", failure);
        return DatabaseErrors.isLimit(failure)
                ? Problem.of(503, "The database took too long for this, or something there is locked; try again.")
                : ofStatus(503);
    }

    /** Logged once, with an id that the caller gets too; the failure itself is never shown outside. */
    static Problem unexpected(Throwable failure) {
        String id = UUID.randomUUID().toString();
        LOG.errorf(failure, "Unexpected failure %s", id);
        return Problem.of(500, "Something went wrong here. The log has it under " + id + ".");
    }

    private static Problem malformed(JsonProcessingException e) {
        String repeated = RepeatedProperty.in(e);
        if (repeated != null) {
            return Problem.badParameter(repeated, "It may be given once only.");
        }
        if (e instanceof UnrecognizedPropertyException unknown) {
            return Problem.badParameter(path(unknown), "There is no such property.");
        }
        if (e instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()) {
            return Problem.badParameter(path(mapping), "The value is not of the right kind.");
        }
        // Jackson's own message quotes the body and names classes: only the place is passed on.
        var at = e.getLocation();
        return Problem.of(
                400,
                at == null
                        ? "The body is not valid JSON."
                        : "The body is not valid JSON at line %d, column %d."
                                .formatted(at.getLineNr(), at.getColumnNr()));
    }

    /** {@code filter.types[0]}, as the caller wrote it. */
    private static String path(JsonMappingException e) {
        var path = new StringBuilder();
        for (var step : e.getPath()) {
            if (step.getFieldName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(step.getFieldName());
            }
        }
        return path.toString();
    }
}
