import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.agroal.api.AgroalDataSource;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What most would write: verify, parse, one idempotent insert a request on a worker thread, 200. */
@Path("/")
public class PlainReceiver {
    private static final String INSERT = "INSERT INTO event (event_id, key, body) VALUES (?, ?, ?) ON CONFLICT (event_id) DO NOTHING";

    @Inject
    AgroalDataSource database;

    @Inject
    ObjectMapper json;

    @ConfigProperty(name = "plain.secret")
    String secret;

    @POST
    @Path("webhook")
    public Response receive(@HeaderParam("X-TextUs-Signature") String signature, byte[] body)
            throws IOException, GeneralSecurityException, SQLException {
        if (signature == null || !isSigned(signature, body)) {
            return Response.status(401).build();
        }
        JsonNode event = json.readTree(body);
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement(INSERT)) {
            insert.setString(1, event.get("id").asText());
            insert.setString(2, event.get("conversation").get("id").asText());
            insert.setBytes(3, body);
            insert.executeUpdate();
        }
        return Response.ok().build();
    }

    @GET
    @Path("q/health/ready")
    public String ready() {
        return "ok";
    }

    private boolean isSigned(String signature, byte[] body) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return MessageDigest.isEqual(HexFormat.of().formatHex(mac.doFinal(body)).getBytes(StandardCharsets.UTF_8),
                signature.getBytes(StandardCharsets.UTF_8));
    }
}
