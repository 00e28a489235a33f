package dev.textusinbox.handler;

import dev.textusinbox.PublicApi;

/**
 * What a receiver answered, as far as it is kept: with the attempt, for operators, until the contact is erased. Never logged.
 *
 * @param status of HTTP
 * @param contentType its beginning; null where there was none
 * @param body its beginning, as text; null where there was none
 */
@PublicApi
public record ReceiverAnswer(int status, String contentType, String body) {
    /** Of a content type, in characters. */
    public static final int MAX_TYPE = 200;

    /** Of a body, in characters. */
    public static final int MAX_BODY = 2_048;

    public ReceiverAnswer {
        contentType = start(contentType, MAX_TYPE);
        body = start(body, MAX_BODY);
    }

    private static String start(String text, int max) {
        return text == null || text.length() <= max ? text : text.substring(0, max);
    }
}
