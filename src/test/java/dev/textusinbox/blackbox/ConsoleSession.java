package dev.textusinbox.blackbox;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The console without a browser: an operator's session, for looking at many pages. */
final class ConsoleSession {
    private static final Pattern TOKEN = Pattern.compile("name=\"token\" value=\"([^\"]+)\"");
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final URI base;
    private final String cookie;

    private ConsoleSession(URI base, String cookie) {
        this.base = base;
        this.cookie = cookie;
    }

    static ConsoleSession at(URI base) throws IOException, InterruptedException {
        URI page = base.resolve("/console/sign-in");
        HttpResponse<String> form = HTTP.send(HttpRequest.newBuilder(page).build(), BodyHandlers.ofString());
        Matcher token = TOKEN.matcher(form.body());
        if (!token.find()) {
            throw new AssertionError("no form to sign in: " + form.statusCode());
        }
        String body = "token=" + token.group(1) + "&next=/console&name=operator&key="
                + URLEncoder.encode(Keys.OPERATOR, StandardCharsets.UTF_8);
        HttpResponse<String> signedIn = HTTP.send(
                HttpRequest.newBuilder(page)
                        .header("Cookie", cookieOf(form))
                        .header("Origin", base.toString())
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
        return new ConsoleSession(base, cookieOf(signedIn));
    }

    /** The status of a page. */
    int status(String page) throws IOException, InterruptedException {
        return HTTP.send(
                        HttpRequest.newBuilder(base.resolve(page))
                                .header("Cookie", cookie)
                                .build(),
                        BodyHandlers.discarding())
                .statusCode();
    }

    private static String cookieOf(HttpResponse<String> response) {
        return response.headers().allValues("Set-Cookie").stream()
                .map(each -> each.substring(0, each.indexOf(';')))
                .reduce((one, other) -> one + "; " + other)
                .orElse("");
    }
}
