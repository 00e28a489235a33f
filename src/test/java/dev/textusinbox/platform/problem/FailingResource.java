package dev.textusinbox.platform.problem;

import io.quarkus.security.Authenticated;
import io.quarkus.security.ForbiddenException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.sql.SQLException;
import java.util.List;

/** Goes wrong in every way that a resource can; in tests only. */
@Path("/test-only/failing")
public class FailingResource {

    public record Body(String name, List<Integer> numbers) {}

    @POST
    public Body echo(Body body) {
        return body;
    }

    @GET
    @Path("/locked")
    @Authenticated
    public String locked() {
        return "never seen";
    }

    @GET
    @Path("/{way}")
    public String fail(@PathParam("way") String way) throws Exception {
        throw switch (way) {
            case "parameter" -> ProblemException.badParameter("limit", "It must be between 1 and 1000.");
            case "conflict" -> ProblemException.conflict("The replay is over.");
            case "forbidden" -> new ForbiddenException("secret reason");
            case "database" -> new IllegalStateException(new SQLException("secret host is down", "08006"));
            case "statement" -> new SQLException("secret SELECT", "42P01");
            default -> new IllegalStateException("secret");
        };
    }
}
