package dev.textusinbox.history.contact;

import com.fasterxml.jackson.databind.JsonNode;
import dev.textusinbox.platform.problem.ProblemException;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Whose consent is asked for.
 *
 * @param phones as they came: a number would lose what a text keeps, a plus or a leading zero, so it is not taken for one
 */
public record LookupRequest(
        @Schema(
                type = SchemaType.ARRAY,
                implementation = String.class,
                required = true,
                minItems = 1,
                maxItems = LookupRequest.MAX)
        List<JsonNode> phones) {
    static final int MAX = 1000;

    private static final String PHONES = "phones";

    /** The phones of a request; a 400 that names what is wrong. */
    static List<String> checked(LookupRequest request) {
        if (request == null) {
            throw ProblemException.badRequest("The request has no body.");
        }
        List<JsonNode> phones = request.phones();
        if (phones == null || phones.isEmpty() || phones.size() > MAX) {
            throw ProblemException.badParameter(PHONES, "It must list 1 to " + MAX + " phones.");
        }
        for (int i = 0; i < phones.size(); i++) {
            if (!phones.get(i).isTextual()) {
                throw ProblemException.badParameter(PHONES + "[" + i + "]", "It must be a text.");
            }
        }
        return phones.stream().map(JsonNode::textValue).toList();
    }
}
