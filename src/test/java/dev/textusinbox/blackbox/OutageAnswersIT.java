package dev.textusinbox.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** While the database is away every call answers what its description says of that. */
class OutageAnswersIT {
    @Test
    void theApiAnswers503AndTheWebhook504() throws Exception {
        try (var program = InboxProcess.with(Map.of(PostgresServer.URL, "jdbc:postgresql://127.0.0.1:1/inbox"))
                .start()) {
            InboxClient inbox = program.client();
            var paths = InboxClient.parse(inbox.get("/q/openapi?format=json").body())
                    .get("paths");
            List<String> other = new ArrayList<>();
            for (var path : paths.properties()) {
                // Those that need the database whatever they are asked.
                if (path.getKey().startsWith("/api/events") && path.getValue().has("get")) {
                    var answer = inbox.call("GET", path.getKey().replace("{id}", "1"), Keys.READER);
                    boolean told = path.getValue().at("/get/responses").has(Integer.toString(answer.statusCode()));
                    if (answer.statusCode() != 503 || !told) {
                        other.add(path.getKey() + ": " + answer.statusCode());
                    }
                }
            }
            assertEquals(List.of(), other);
            assertEquals(
                    504,
                    inbox.post(Deliveries.message("+13035550142", "too early")).statusCode());
            assertEquals(404, inbox.get("/q/swagger-ui").statusCode(), "the page is for dev mode only");
        }
    }
}
