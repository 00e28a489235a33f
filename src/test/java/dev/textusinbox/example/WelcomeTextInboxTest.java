package dev.textusinbox.example;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.textusinbox.scripted.ScriptedInbox;
import dev.textusinbox.simulator.DeliveryFactory;
import dev.textusinbox.simulator.SimulatedDelivery;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Random;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** The whole way: a webhook comes in, and the handler's other side is called. */
@QuarkusTest
class WelcomeTextInboxTest {
    @Inject
    RecordingCrm crm;

    @ConfigProperty(name = "inbox.sources.textus.secrets")
    String secret;

    @Test
    void anOptInThatIsPostedTwiceIsWelcomedOnce() {
        String phone = ScriptedInbox.newPhone();
        SimulatedDelivery optIn = new DeliveryFactory(new Random(), Clock.systemUTC(), 1).of("contact.opted_in", phone);

        // 504 while the inbox is still starting: the provider would post it again too.
        await().until(() -> post(optIn).statusCode() == 202);
        await().until(() -> crm.welcomed(phone) == 1);
        assertEquals(200, post(optIn).statusCode());
        ScriptedInbox.awaitQuiet();
        assertEquals(1, crm.welcomed(phone));
    }

    private Response post(SimulatedDelivery delivery) {
        return RestAssured.given()
                .header(SimulatedDelivery.SIGNATURE_HEADER, delivery.signature(secret))
                .body(delivery.body())
                .post("/webhooks/textus");
    }
}
