package dev.textusinbox.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** The bodies of the provider's deliveries, in the shapes and the spellings that have been seen. */
final class Bodies {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    // With and without escapes for non-ASCII: the same text, but other bytes to sign.
    private static final List<ObjectWriter> WRITERS =
            List.of(JSON.writer(), JSON.writer().with(JsonWriteFeature.ESCAPE_NON_ASCII));
    private static final String INTEGRATION = "/integrations/h13Jc5";
    private static final String ACCOUNT = "pupstar-sales";

    private final Random random;
    private final Clock clock;
    private final Ids ids;

    Bodies(Random random, Clock clock) {
        this.random = random;
        this.clock = clock;
        this.ids = new Ids(random);
    }

    /** A message's id, to make more than one delivery about it. */
    String newMessage() {
        return "/messages/" + ids.next();
    }

    /** A delivery about a message that is over, one way or another: {@code type} says how. */
    SimulatedDelivery message(String type, String contact, String message) {
        String state = type.substring(type.indexOf('.') + 1);
        boolean in = state.equals("received");
        var body = envelope(type);
        body.put("conversation", conversation(contact));
        body.put(
                "message",
                object(
                        "Message", message,
                        "direction", in ? either("in", "incoming") : either("out", "outgoing"),
                        "body", any(Words.TEXTS),
                        "status", state,
                        "deliveryState", state));
        return delivery(type, contact, body);
    }

    SimulatedDelivery call(String type, String contact) {
        var body = envelope(type);
        body.put("conversation", conversation(contact));
        body.put(
                "phoneCall",
                object(
                        "PhoneCall",
                        "/phone_calls/" + ids.next(),
                        "direction",
                        either("in", "out"),
                        "duration",
                        random.nextInt(1800),
                        "status",
                        "completed"));
        return delivery(type, contact, body);
    }

    SimulatedDelivery optOut(String type, String contact) {
        var body = envelope(type);
        body.put("@type", "OptOutWebhookDelivery");
        body.put("optOut", opt("OptOut", "/opt_outs/", "opt-out", contact));
        return delivery(type, contact, body);
    }

    SimulatedDelivery optIn(String type, String contact) {
        var body = envelope(type);
        body.put("optIn", opt("OptIn", "/opt_ins/", "opt-in", contact));
        return delivery(type, contact, body);
    }

    SimulatedDelivery created(String type, String contact) {
        String first = any(Words.FIRST_NAMES);
        String last = any(Words.LAST_NAMES);
        var phone = new LinkedHashMap<String, Object>();
        phone.put("@type", "Phone");
        phone.put("phoneNumber", contact);
        phone.put("formattedPhoneNumber", formatted(contact));
        var phones = new LinkedHashMap<String, Object>();
        phones.put("@type", "hydra:Collection");
        phones.put("members", List.of(phone));
        var body = envelope(type);
        body.put(
                "contact",
                object(
                        "Contact",
                        "/contacts/" + ids.next(),
                        "name",
                        first + " " + last,
                        "firstName",
                        first,
                        "lastName",
                        last,
                        "phones",
                        phones,
                        "createdAt",
                        timestamp()));
        return delivery(type, contact, body);
    }

    private Map<String, Object> envelope(String type) {
        var envelope = new LinkedHashMap<String, Object>();
        envelope.put("@context", "/contexts/WebhookDelivery.jsonld");
        envelope.put("@type", "WebhookDelivery");
        envelope.put("id", INTEGRATION + "/deliveries/" + ids.next());
        envelope.put("timestamp", timestamp());
        envelope.put("action", type);
        envelope.put("webHook", INTEGRATION);
        return envelope;
    }

    /** One in ten is only a link, and the body then names no phone at all. */
    private Object conversation(String contact) {
        String slug = Ids.ofConversation(contact);
        if (random.nextInt(10) == 0) {
            return "/conversations/" + slug;
        }
        return object(
                "Conversation",
                "/conversations/" + slug,
                "slug",
                slug,
                "currentState",
                "open",
                "account",
                account(),
                "phoneNumber",
                contact,
                "formattedPhoneNumber",
                formatted(contact),
                "accountPhoneNumber",
                "+17205550100");
    }

    private Object opt(String kind, String path, String type, String contact) {
        return object(
                kind,
                path + ids.next(),
                "type",
                type,
                "phoneNumber",
                contact,
                "formattedPhoneNumber",
                formatted(contact),
                "account",
                account());
    }

    private Object account() {
        String id = "/accounts/" + ACCOUNT;
        return random.nextInt(10) == 0 ? object("Account", id, "slug", ACCOUNT) : id;
    }

    private String timestamp() {
        return Timestamps.anyForm(clock.instant(), random);
    }

    private String either(String one, String other) {
        return random.nextBoolean() ? one : other;
    }

    private <T> T any(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private SimulatedDelivery delivery(String type, String contact, Map<String, Object> body) {
        try {
            return new SimulatedDelivery(type, contact, any(WRITERS).writeValueAsString(body));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("maps, lists, numbers and text are always JSON", e);
        }
    }

    /** Fields by name and value, in the order given, as the provider's come. */
    private static Map<String, Object> object(String type, String id, Object... fields) {
        var object = new LinkedHashMap<String, Object>();
        object.put("@type", type);
        object.put("id", id);
        for (int i = 0; i < fields.length; i += 2) {
            object.put((String) fields[i], fields[i + 1]);
        }
        return object;
    }

    private static String formatted(String contact) {
        return "(" + contact.substring(2, 5) + ") " + contact.substring(5, 8) + "-" + contact.substring(8);
    }
}
