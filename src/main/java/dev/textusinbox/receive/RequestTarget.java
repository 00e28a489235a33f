package dev.textusinbox.receive;

import dev.textusinbox.platform.problem.Problem;
import io.vertx.core.http.impl.HttpUtils;
import java.net.URI;
import java.net.URISyntaxException;

/** What a request's first line aims at, in any of HTTP's forms. Pure. */
final class RequestTarget {
    private static final String WEBHOOKS = "/webhooks/";
    private static final String HTTP = "http://";
    private static final String HTTPS = "https://";
    private static final int MAX_NAME_LENGTH = 64;

    private RequestTarget() {}

    /** A webhook's path as the router sees it, without a query, which says nothing there; null where it is none. */
    static String webhookPath(String target) {
        String path = path(target);
        try {
            String normal = HttpUtils.normalizePath(path);
            return normal.startsWith(WEBHOOKS) ? normal : null;
        } catch (IllegalArgumentException e) {
            // A broken escape: it names no source, but the provider may have sent it.
            return path.startsWith(WEBHOOKS) ? path : null;
        }
    }

    /** Whether every percent sign of a path begins an escape. */
    static boolean isEscapedRight(String path) {
        for (int at = path.indexOf('%'); at >= 0; at = path.indexOf('%', at + 1)) {
            if (at + 2 >= path.length()
                    || Character.digit(path.charAt(at + 1), 16) < 0
                    || Character.digit(path.charAt(at + 2), 16) < 0) {
                return false;
            }
        }
        return true;
    }

    /** What is wrong with a target that is no URI, naming the parameter where it is one; null: nothing is. */
    static Problem problemOf(String target) {
        if (isUri(target)) {
            return null;
        }
        int query = target.indexOf('?');
        if (query >= 0 && isUri(target.substring(0, query))) {
            for (String part : target.substring(query + 1).split("&", -1)) {
                if (!isUri("/?" + part)) {
                    return Problem.badParameter(nameOf(part), "It must be percent-encoded.");
                }
            }
        }
        return Problem.of(400, "The request's path must be percent-encoded.");
    }

    private static String nameOf(String part) {
        int end = part.indexOf('=');
        String name = end < 0 ? part : part.substring(0, end);
        return name.substring(0, Math.min(MAX_NAME_LENGTH, name.length()));
    }

    /**
     * Whether a request may be a webhook's, by as much of its first line as has come: only what is known to be for another
     * path is not.
     */
    static boolean mayBeWebhook(String begun) {
        int start = begun.indexOf(' ') + 1;
        if (start == 0) {
            return true;
        }
        int end = begun.indexOf(' ', start);
        if (end >= 0) {
            return webhookPath(begun.substring(start, end)) != null;
        }
        String target = begun.substring(start);
        if (target.contains("%") || target.contains("//") || target.contains("/.")) {
            return webhookPath(target) != null || !isPathWhole(target);
        }
        return target.startsWith(WEBHOOKS) || WEBHOOKS.startsWith(target) || HTTPS.startsWith(target);
    }

    /** Whether no further character can change the path: its query has begun. */
    private static boolean isPathWhole(String target) {
        return target.indexOf('?') >= 0 || target.indexOf('#') >= 0;
    }

    /** Without scheme, authority, query and fragment. */
    private static String path(String target) {
        int start = 0;
        if (startsWithIgnoringCase(target, HTTP) || startsWithIgnoringCase(target, HTTPS)) {
            start = target.indexOf('/', target.indexOf("//") + 2);
            if (start < 0) {
                return "/";
            }
        }
        int end = start;
        while (end < target.length() && target.charAt(end) != '?' && target.charAt(end) != '#') {
            end++;
        }
        return target.substring(start, end);
    }

    private static boolean startsWithIgnoringCase(String target, String scheme) {
        return target.regionMatches(true, 0, scheme, 0, scheme.length());
    }

    private static boolean isUri(String target) {
        try {
            var unused = new URI(target);
            return true;
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
