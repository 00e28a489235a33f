package dev.textusinbox.simulator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DeliveryFactoryTest {
    private static final Instant NOW = Instant.parse("2026-03-01T10:15:30.156789Z");
    private static final int ENOUGH = 3000;

    private final ObjectMapper json = new ObjectMapper();
    private final long seed = new Random().nextLong();
    private final String hint = "seed " + seed;

    static Stream<Arguments> shapes() {
        List<String> conversation =
                List.of("id", "slug", "currentState", "account", "phoneNumber", "accountPhoneNumber");
        List<String> message = List.of("id", "direction", "body", "status", "deliveryState");
        List<String> opt = List.of("id", "type", "phoneNumber", "formattedPhoneNumber", "account");
        return Stream.of(
                arguments("message.received", Map.of("conversation", conversation, "message", message)),
                arguments("message.delivered", Map.of("conversation", conversation, "message", message)),
                arguments("message.failed", Map.of("conversation", conversation, "message", message)),
                arguments("message.unknown", Map.of("conversation", conversation, "message", message)),
                arguments(
                        "phone_call.completed",
                        Map.of("conversation", conversation, "phoneCall", List.of("id", "direction", "duration"))),
                arguments("contact.opted_out", Map.of("optOut", opt)),
                arguments("contact.opted_in", Map.of("optIn", opt)),
                arguments(
                        "contact.created",
                        Map.of(
                                "contact", List.of("id", "name", "firstName", "lastName", "createdAt"),
                                "contact/phones/members/0", List.of("phoneNumber", "formattedPhoneNumber"))));
    }

    @Test
    void allEightTypesHappen() {
        Set<String> types = some(seed).stream().map(SimulatedDelivery::type).collect(Collectors.toSet());

        assertEquals(Set.copyOf(DeliveryFactory.TYPES), types, hint);
    }

    @Test
    void everyBodyIsADeliveryOfItsTypeAtItsTime() throws IOException {
        for (SimulatedDelivery delivery : some(seed)) {
            JsonNode body = json.readTree(delivery.body());
            assertEquals(delivery.type(), body.path("action").asText(), hint);
            assertTrue(body.path("@type").asText().endsWith("WebhookDelivery"), hint);
            Instant at = OffsetDateTime.parse(body.path("timestamp").asText()).toInstant();
            assertEquals(NOW.toEpochMilli(), at.toEpochMilli(), hint);
            assertTrue(
                    delivery.text().contains(delivery.contact())
                            || body.path("conversation").isTextual(),
                    hint);
        }
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void eachTypeHasTheFieldsOfTheProvidersSample(String type, Map<String, List<String>> shape) throws IOException {
        JsonNode body = embedded(type);

        shape.forEach((object, fields) -> fields.forEach(field -> {
            String pointer = "/" + object + "/" + field;
            assertTrue(!body.at(pointer).isMissingNode(), () -> pointer + ", " + hint);
        }));
    }

    @Test
    void theFormsThatWereSeenAllOccur() {
        String all = some(seed).stream().map(SimulatedDelivery::text).collect(Collectors.joining("\n"));

        for (String form : List.of(
                "10:15:30.156Z",
                "05:15:30.156789-05:00",
                "10:15:30.156789+00:00",
                "\"conversation\":\"/conversations/",
                "\"direction\":\"in\"",
                "\"direction\":\"incoming\"",
                "\"direction\":\"out\"",
                "\"direction\":\"outgoing\"",
                "OptOutWebhookDelivery",
                "\"account\":{",
                "\\u",
                "🐶")) {
            assertTrue(all.contains(form), () -> form + ", " + hint);
        }
    }

    @Test
    void noDeliveryIdComesTwice() throws IOException {
        var ids = new HashSet<String>();
        for (SimulatedDelivery delivery : some(seed)) {
            assertTrue(ids.add(json.readTree(delivery.body()).path("id").asText()), hint);
        }
    }

    @Test
    void anUnknownMessageMayEndLater() throws IOException {
        var unknown = new HashSet<String>();
        var known = new HashSet<String>();
        for (SimulatedDelivery delivery : some(seed)) {
            String message =
                    json.readTree(delivery.body()).path("message").path("id").asText();
            if (delivery.type().equals("message.unknown")) {
                unknown.add(message);
            } else if (unknown.contains(message)) {
                known.add(message);
            }
        }
        assertTrue(!known.isEmpty(), hint);
    }

    @Test
    void theSameSeedMakesTheSameBytes() {
        assertEquals(some(seed), some(seed), hint);
        assertArrayEquals(some(seed).get(7).body(), some(seed).get(7).body(), hint);
        assertNotEquals(some(seed), some(seed + 1), hint);
    }

    @Test
    void theSignatureIsTheProviders() throws GeneralSecurityException {
        String secret = "textus-HOTh4kXxHIbYst0xutpkdw";
        SimulatedDelivery delivery = factory(seed).next();
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));

        assertEquals(HexFormat.of().formatHex(mac.doFinal(delivery.body())), delivery.signature(secret), hint);
    }

    /** One of the type whose conversation, if it has one, is not just a link. */
    private JsonNode embedded(String type) throws IOException {
        DeliveryFactory factory = factory(seed);
        JsonNode body;
        do {
            body = json.readTree(factory.of(type, DeliveryFactory.contact(42)).body());
        } while (body.path("conversation").isTextual());
        return body;
    }

    private static List<SimulatedDelivery> some(long seed) {
        return Stream.generate(factory(seed)::next).limit(ENOUGH).toList();
    }

    private static DeliveryFactory factory(long seed) {
        return new DeliveryFactory(new Random(seed), Clock.fixed(NOW, ZoneOffset.UTC), 50);
    }
}
