package dev.textusinbox.log;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import dev.textusinbox.log.Unreadable.UnreadableException;
import dev.textusinbox.platform.database.StoredText;
import dev.textusinbox.platform.request.ProviderIds;
import java.io.IOException;
import java.util.function.UnaryOperator;

/**
 * Reads the envelope from a body in one streaming pass, without a tree: the one parse on the receiving path.
 *
 * <p>The shapes are those of the provider's guide and of fixtures seen (links as strings or as embedded objects). The
 * phone is taken wherever one stands, the likeliest object first.
 */
final class EnvelopeReader {
    private final UnaryOperator<String> normaliseContact;

    /** @param normaliseContact gives the form in which a contact is kept, or null */
    EnvelopeReader(UnaryOperator<String> normaliseContact) {
        this.normaliseContact = normaliseContact;
    }

    Envelope read(byte[] body) throws UnreadableException {
        return finish(draft(body));
    }

    /** The delivery id as it stands in a body that was read before; null where there is none. */
    static String deliveryId(byte[] body) {
        try {
            return draft(body).id;
        } catch (UnreadableException e) {
            return null;
        }
    }

    private static EnvelopeDraft draft(byte[] body) throws UnreadableException {
        try (JsonParser json = BodyParsers.of(body)) {
            return draft(json);
        } catch (IOException e) {
            return draftOfDecoded(body, e);
        }
    }

    private static EnvelopeDraft draftOfDecoded(byte[] body, IOException before) throws UnreadableException {
        IOException why = before;
        try (JsonParser json = BodyParsers.decoded(body)) {
            if (json != null) {
                return draft(json);
            }
        } catch (IOException e) {
            why = e;
        }
        throw new UnreadableException(
                why instanceof StreamConstraintsException ? Unreadable.UNSTORABLE : Unreadable.MALFORMED);
    }

    private static EnvelopeDraft draft(JsonParser json) throws IOException, UnreadableException {
        EnvelopeDraft draft = new EnvelopeDraft();
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
        return draft;
    }

    private Envelope finish(EnvelopeDraft draft) throws UnreadableException {
        String action = draft.action;
        if (action == null || action.isBlank() || !StoredText.isStorable(action)) {
            throw new UnreadableException(Unreadable.NO_TYPE);
        }
        String type = EventTypes.canonical(StoredText.of(action));
        return new Envelope(
                type,
                StoredText.of(draft.id),
                ProviderTime.of(draft.timestamp),
                draft.phone == null ? null : normaliseContact.apply(draft.phone),
                ProviderIds.stored(draft.conversation),
                ProviderIds.stored(draft.message),
                ProviderIds.stored(draft.account),
                StoredText.of(entityOf(type, draft)));
    }

    private static String entityOf(String type, EnvelopeDraft draft) {
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

    private static void readTop(JsonParser json, EnvelopeDraft draft) throws IOException {
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
                walk(json, draft, field);
            }
        }
    }

    /** One object or array called {@code top}, however deep: without recursion, which a stack would end. */
    private static void walk(JsonParser json, EnvelopeDraft draft, String top) throws IOException {
        // Set inside an embedded object where a link may stand too: its id is the link.
        String link = null;
        int depth = 1;
        while (depth > 0) {
            JsonToken token = json.nextToken();
            if (token.isStructStart()) {
                if (depth == 1 && token == JsonToken.START_OBJECT && isLink(json.currentName())) {
                    link = json.currentName();
                }
                depth++;
            } else if (token.isStructEnd()) {
                depth--;
                link = depth > 1 ? link : null;
            } else if (token == JsonToken.VALUE_STRING) {
                String field = json.currentName();
                if (link != null && depth == 2 && "id".equals(field)) {
                    draft.text(top, 1, link, json.getText());
                } else if (field != null && EnvelopeDraft.wants(depth, field)) {
                    draft.text(top, depth, field, json.getText());
                }
            }
        }
    }

    private static boolean isLink(String field) {
        return "account".equals(field) || "conversation".equals(field);
    }
}
