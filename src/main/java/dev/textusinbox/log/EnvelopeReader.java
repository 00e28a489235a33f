package dev.textusinbox.log;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.textusinbox.log.Unreadable.UnreadableException;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.function.UnaryOperator;

/**
 * Reads the envelope from a body in one streaming pass, without a tree: the one parse on the receiving path.
 *
 * <p>The shapes are those of the provider's guide and of fixtures seen (links as strings or as embedded objects). The
 * phone is taken wherever one stands, the likeliest object first.
 */
final class EnvelopeReader {
    private static final JsonFactory JSON = new JsonFactory();
    private static final Instant OLDEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant NEWEST = Instant.parse("9999-12-31T23:59:59Z");

    private final UnaryOperator<String> normalisePhone;

    /** @param normalisePhone gives the E.164 form of a phone in any notation, or null */
    EnvelopeReader(UnaryOperator<String> normalisePhone) {
        this.normalisePhone = normalisePhone;
    }

    Envelope read(byte[] body) throws UnreadableException {
        try (JsonParser json = JSON.createParser(body)) {
            Draft draft = new Draft();
            JsonToken first = json.nextToken();
            if (first == null) {
                throw new UnreadableException(Unreadable.MALFORMED);
            }
            boolean object = first == JsonToken.START_OBJECT;
            if (object) {
                readTop(json, draft);
            } else {
                json.skipChildren();
            }
            if (json.nextToken() != null) {
                throw new UnreadableException(Unreadable.MALFORMED);
            }
            if (!object) {
                throw new UnreadableException(Unreadable.NOT_AN_OBJECT);
            }
            return finish(draft);
        } catch (IOException e) {
            throw new UnreadableException(Unreadable.MALFORMED);
        }
    }

    private Envelope finish(Draft draft) throws UnreadableException {
        String type = StorableText.orNull(draft.action);
        if (type == null || type.isBlank()) {
            throw new UnreadableException(Unreadable.NO_TYPE);
        }
        return new Envelope(
                canonical(type),
                StorableText.orNull(draft.id),
                instant(draft.timestamp),
                draft.phone == null ? null : StorableText.orNull(normalisePhone.apply(draft.phone)),
                StorableText.idOf(draft.conversation),
                StorableText.idOf(draft.message),
                StorableText.idOf(draft.account),
                StorableText.orNull(entityOf(type, draft)));
    }

    /** The provider's prose spells two types with a hyphen: an opt-out must be one however it is spelt. */
    private static String canonical(String type) {
        return switch (type) {
            case "contact.opted-out" -> EventTypes.CONTACT_OPTED_OUT;
            case "contact.opted-in" -> EventTypes.CONTACT_OPTED_IN;
            default -> type;
        };
    }

    private static String entityOf(String type, Draft draft) {
        if (type.startsWith("message.")) {
            return draft.message;
        }
        if (type.startsWith("phone_call.")) {
            return draft.call;
        }
        if (type.startsWith("contact.opted")) {
            return draft.opt;
        }
        return type.startsWith("contact.") ? draft.contact : null;
    }

    private static void readTop(JsonParser json, Draft draft) throws IOException {
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String field = json.currentName();
            JsonToken value = json.nextToken();
            if (value == JsonToken.VALUE_STRING) {
                switch (field) {
                    case "action" -> draft.action = json.getText();
                    case "id" -> draft.id = json.getText();
                    case "timestamp" -> draft.timestamp = json.getText();
                    default -> draft.link(field, json.getText());
                }
            } else if (value.isStructStart()) {
                walk(json, draft, field, 1);
            }
        }
    }

    /** One object or array below {@code top}; depth is bounded by Jackson's own nesting limit (1,000). */
    private static void walk(JsonParser json, Draft draft, String top, int depth) throws IOException {
        String field = null;
        for (JsonToken token = json.nextToken(); !token.isStructEnd(); token = json.nextToken()) {
            if (token == JsonToken.FIELD_NAME) {
                field = json.currentName();
            } else if (token.isStructStart()) {
                if (depth == 1 && token == JsonToken.START_OBJECT && isLink(field)) {
                    walkLinked(json, draft, top, field);
                } else {
                    walk(json, draft, top, depth + 1);
                }
            } else if (token == JsonToken.VALUE_STRING && field != null) {
                draft.text(top, depth, field, json.getText());
            }
        }
    }

    /** An embedded object where a link may stand too: its id is the link. */
    private static void walkLinked(JsonParser json, Draft draft, String top, String link) throws IOException {
        String field = null;
        for (JsonToken token = json.nextToken(); token != JsonToken.END_OBJECT; token = json.nextToken()) {
            if (token == JsonToken.FIELD_NAME) {
                field = json.currentName();
            } else if (token.isStructStart()) {
                walk(json, draft, top, 3);
            } else if (token == JsonToken.VALUE_STRING) {
                if ("id".equals(field)) {
                    draft.text(top, 1, link, json.getText());
                } else {
                    draft.text(top, 2, field, json.getText());
                }
            }
        }
    }

    private static boolean isLink(String field) {
        return "account".equals(field) || "conversation".equals(field);
    }

    private static Instant instant(String timestamp) {
        if (timestamp == null) {
            return null;
        }
        try {
            // The database keeps microseconds; an identity must not hang on what it drops.
            Instant instant = OffsetDateTime.parse(timestamp).toInstant().truncatedTo(ChronoUnit.MICROS);
            return instant.isBefore(OLDEST) || instant.isAfter(NEWEST) ? null : instant;
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** What was found so far. */
    private static final class Draft {
        String action;
        String id;
        String timestamp;
        String conversation;
        String message;
        String call;
        String contact;
        String opt;
        String account;
        String phone;
        int phoneRank = Integer.MAX_VALUE;

        /** A top-level string that stands for an object. */
        void link(String field, String value) {
            switch (field) {
                case "conversation" -> conversation = value;
                case "message" -> message = value;
                case "phoneCall" -> call = value;
                case "contact" -> contact = value;
                case "optOut", "optIn" -> opt = value;
                case "account" -> account = value;
                case "phoneNumber" -> phone(value, 6);
                default -> {}
            }
        }

        void text(String top, int depth, String field, String value) {
            switch (field) {
                case "phoneNumber" -> phone(value, rank(top));
                case "id" -> {
                    if (depth == 1) {
                        link(top, value);
                    }
                }
                case "account" -> {
                    if (depth == 1) {
                        account = value;
                    }
                }
                case "conversation" -> {
                    if (depth == 1 && conversation == null) {
                        conversation = value;
                    }
                }
                default -> {}
            }
        }

        private void phone(String value, int rank) {
            if (rank < phoneRank && !value.isBlank()) {
                phone = value;
                phoneRank = rank;
            }
        }

        private static int rank(String top) {
            return switch (top) {
                case "conversation" -> 0;
                case "optOut", "optIn" -> 1;
                case "contact" -> 2;
                case "phoneCall" -> 3;
                case "message" -> 4;
                default -> 5;
            };
        }
    }
}
