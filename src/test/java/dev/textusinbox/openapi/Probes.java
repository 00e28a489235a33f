package dev.textusinbox.openapi;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.textusinbox.openapi.ApiDocument.Call;
import dev.textusinbox.security.TestKeys;
import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Calls the program in every way that somebody may get wrong, and keeps what it answered. */
final class Probes {
    /** More than the framework takes; it looks at the header alone. */
    private static final long TOO_MUCH = 11L << 20;

    private final Map<String, Set<Integer>> seen = new TreeMap<>();

    /** The statuses seen, by call. */
    Map<String, Set<Integer>> seen() {
        return seen;
    }

    /** What is the same for every call. */
    void wrongInGeneral(Call call) throws IOException {
        send(call, RestAssured.given(), "1");
        send(call, key("a-key-that-nobody-has"), "1");
        send(call, key(DocumentProfile.NOBODY), "1");
        send(call, key(DocumentProfile.LIMITED), "none");
        send(call, key(DocumentProfile.LIMITED), "none");
        send(call, operator().accept("image/png"), "none");
        send(call, operator().queryParam("no-such-parameter", "1"), "none");
        for (String id : new String[] {"none", "0", "999999999999999999", "%00"}) {
            send(call, operator(), id);
        }
        if (call.hasBody()) {
            send(call, operator().contentType("application/json").body("{"), "none");
            send(call, operator().contentType("application/json").body("{\"noSuchProperty\":1}"), "none");
            send(call, operator().contentType("application/json").body("null"), "none");
            send(call, operator().contentType("text/plain").body("{}"), "none");
            note(call, tooLarge(call));
        }
    }

    static RequestSpecification operator() {
        return key(TestKeys.OPERATOR);
    }

    /** One request; every parameter of its path has the value. */
    void send(Call call, RequestSpecification request, String pathValue) {
        note(
                call,
                request.urlEncodingEnabled(false)
                        .request(isEndless(call) ? "HEAD" : call.method(), concrete(call, pathValue))
                        .statusCode());
    }

    private void note(Call call, int status) {
        seen.computeIfAbsent(call.name(), name -> new TreeSet<>()).add(status);
    }

    /** Its answer has no end; all that is looked at is the status. */
    static boolean isEndless(Call call) {
        return call.path().equals("/api/events/stream");
    }

    private static String concrete(Call call, String value) {
        return call.path().replaceAll("\\{[^}]+}", value);
    }

    private static RequestSpecification key(String key) {
        return RestAssured.given().auth().preemptive().oauth2(key);
    }

    /** Only says how much it has: the answer comes before the body. */
    private static int tooLarge(Call call) throws IOException {
        try (var socket = new Socket("localhost", RestAssured.port)) {
            String head =
                    call.method() + " " + concrete(call, "none") + " HTTP/1.1\r\nHost: inbox\r\nConnection: close\r\n"
                            + "Authorization: Bearer " + TestKeys.OPERATOR + "\r\nContent-Type: application/json\r\n"
                            + "Content-Length: " + TOO_MUCH + "\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(US_ASCII));
            var answer = new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
            return Integer.parseInt(answer.readLine().split(" ", -1)[1]);
        }
    }
}
