package dev.textusinbox.history.event;

import static dev.textusinbox.history.ReaderRequests.reader;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.textusinbox.log.AppendResult;
import dev.textusinbox.log.AppendResult.Stored;
import dev.textusinbox.log.EventLog;
import dev.textusinbox.log.Received;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

@QuarkusTest
class LongIdTest {
    private static final String LONG = "/deliveries/" + "x".repeat(8_000);

    private final String source = StoredEvents.newSource();

    @Inject
    EventLog log;

    @Test
    void aDeliveryIdOfAnyLengthIsGivenAsReceived() throws Exception {
        long id = append("{\"action\":\"x\",\"id\":\"" + LONG + "\"}");
        reader().get("/api/events/" + id).then().statusCode(200).body("deliveryId", equalTo(LONG));
        for (String include : new String[] {"", "&include=payload"}) {
            reader().get("/api/events?source=" + source + include)
                    .then()
                    .statusCode(200)
                    .body("items[0].deliveryId", equalTo(LONG));
        }
    }

    @Test
    void halfASurrogatePairInOneIsShownAsWhatItIs() throws Exception {
        long id = append("{\"action\":\"x\",\"id\":\"a\\ud800b\"}");
        reader().get("/api/events/" + id).then().statusCode(200).body("deliveryId", equalTo("a\ufffdb"));
    }

    private long append(String body) throws Exception {
        CompletableFuture<AppendResult> answer = new CompletableFuture<>();
        log.append(
                new Received(source, body.getBytes(UTF_8), null, null, null),
                System.nanoTime() + TimeUnit.SECONDS.toNanos(10),
                answer::complete);
        return assertInstanceOf(Stored.class, answer.get(10, TimeUnit.SECONDS)).eventId();
    }
}
