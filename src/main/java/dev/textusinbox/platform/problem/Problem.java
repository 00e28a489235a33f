package dev.textusinbox.platform.problem;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.json.JsonObject;

/**
 * An error as every caller sees it (RFC 9457). Never put a stack trace, SQL or a secret into {@code detail}.
 *
 * @param type {@code about:blank}: the status says it all
 * @param parameter the request parameter or JSON property that is wrong; {@code null} if none is
 */
public record Problem(String type, String title, int status, String detail, String parameter) {

    /** The content type of every error. */
    public static final String MEDIA_TYPE = "application/problem+json";

    private static final String UNSPECIFIC = "about:blank";

    /** A problem that its status explains. */
    public static Problem of(int status, String detail) {
        return new Problem(UNSPECIFIC, reason(status), status, detail, null);
    }

    /** A 400 that names what is wrong. */
    public static Problem badParameter(String name, String detail) {
        return new Problem(UNSPECIFIC, reason(400), 400, detail, name);
    }

    /** The body; absent members are left out. */
    public String json() {
        var json = new JsonObject().put("type", type).put("title", title).put("status", status);
        if (detail != null) {
            json.put("detail", detail);
        }
        if (parameter != null) {
            json.put("parameter", parameter);
        }
        return json.encode();
    }

    private static String reason(int status) {
        return HttpResponseStatus.valueOf(status).reasonPhrase();
    }
}
