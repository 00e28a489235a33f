package dev.textusinbox.blackbox;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.textusinbox.openapi.ApiDocument;
import dev.textusinbox.openapi.DescribedAnswers;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Talks to the program as its three kinds of callers do: the provider, a reader, an operator. */
final class InboxClient {
    /** Without limits of its own: payloads are as odd as they were sent. */
    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(Integer.MAX_VALUE)
                            .maxNumberLength(Integer.MAX_VALUE)
                            .maxNameLength(Integer.MAX_VALUE)
                            .build())
                    .build())
            .build();
    // One for all: each client is a thread and a pool, and connections belong to an address anyway.
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    /** Made with the program by the build. */
    private static final DescribedAnswers DESCRIBED = described();

    private final URI base;
    private final HttpClient http;

    private InboxClient(URI base, HttpClient http) {
        this.base = base;
        this.http = http;
    }

    static InboxClient of(URI base) {
        return new InboxClient(base, HTTP);
    }

    /** By a client that trusts what others don't. */
    static InboxClient of(URI base, HttpClient http) {
        return new InboxClient(base, http);
    }

    HttpResponse<String> post(SignedPost post) throws IOException, InterruptedException {
        return checked(http.send(post.request(base), BodyHandlers.ofString()));
    }

    HttpResponse<String> post(String body) throws IOException, InterruptedException {
        return post(SignedPost.of(body));
    }

    /** Without a key. */
    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return http.send(request(path).build(), BodyHandlers.ofString());
    }

    HttpResponse<String> call(String method, String path, String key) throws IOException, InterruptedException {
        var request = request(path).method(method, BodyPublishers.noBody());
        if (key != null) {
            request.header("Authorization", "Bearer " + key);
        }
        return checked(http.send(request.build(), BodyHandlers.ofString()));
    }

    /** An operator sets something. */
    HttpResponse<String> put(String path, String json) throws IOException, InterruptedException {
        return send("PUT", path, json);
    }

    /** As an operator. */
    HttpResponse<String> send(String method, String path, String json) throws IOException, InterruptedException {
        return checked(http.send(
                request(path)
                        .header("Authorization", "Bearer " + Keys.OPERATOR)
                        .header("Content-Type", "application/json")
                        .method(method, BodyPublishers.ofString(json))
                        .build(),
                BodyHandlers.ofString()));
    }

    /** The status of an answer that is read to its end and not kept; 0 where it broke off. */
    int statusOf(String path) throws InterruptedException {
        var request =
                request(path).header("Authorization", "Bearer " + Keys.OPERATOR).build();
        try {
            return http.send(request, BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            return 0;
        }
    }

    /** The body's exact bytes, for a reader. */
    HttpResponse<byte[]> raw(String path) throws IOException, InterruptedException {
        return http.send(
                request(path).header("Authorization", "Bearer " + Keys.OPERATOR).build(), BodyHandlers.ofByteArray());
    }

    /** What an operator, who is a reader too, gets from there. */
    JsonNode json(String path) throws IOException, InterruptedException {
        var response = call("GET", path, Keys.OPERATOR);
        if (response.statusCode() != 200) {
            throw new AssertionError("GET " + path + ": " + response.statusCode() + " " + response.body());
        }
        return parse(response.body());
    }

    /** All of history, as one who follows it reads it: in order of id, page by page, until nothing is new. */
    List<JsonNode> history() throws IOException, InterruptedException {
        var all = new ArrayList<JsonNode>();
        JsonNode page = json("/api/events?order=asc&limit=1000");
        while (!page.get("items").isEmpty()) {
            page.get("items").forEach(all::add);
            page = json("/api/events?order=asc&limit=1000&cursor="
                    + page.get("next").asText());
        }
        return all;
    }

    /** What a handler made of an event: its part of the event's page. */
    JsonNode handled(String eventId, String handler) throws IOException, InterruptedException {
        for (JsonNode each : json("/api/events/" + eventId).get("handlers")) {
            if (handler.equals(each.get("handler").asText())) {
                return each;
            }
        }
        throw new AssertionError("event " + eventId + " shows no handler " + handler);
    }

    /** A handler's line of the ledger. */
    JsonNode ledgerOf(String handler) throws IOException, InterruptedException {
        for (JsonNode each : json("/admin/ledger").get("handlers")) {
            if (handler.equals(each.get("handler").asText())) {
                return each;
            }
        }
        throw new AssertionError("the ledger shows no handler " + handler);
    }

    /** Each method and path that the program says it has, so that a new one can't be forgotten. */
    List<String> routes() throws IOException, InterruptedException {
        var routes = new ArrayList<String>();
        for (var path : parse(get("/q/openapi?format=json").body()).get("paths").properties()) {
            String concrete = path.getKey().replaceAll("\\{[^}]+}", "1");
            path.getValue()
                    .fieldNames()
                    .forEachRemaining(method -> routes.add(method.toUpperCase(Locale.ROOT) + ' ' + concrete));
        }
        return routes;
    }

    private static DescribedAnswers described() {
        try {
            return new DescribedAnswers(new ApiDocument(JSON.readTree(new File("target/openapi/openapi.json"))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An answer is what the OpenAPI document says. */
    private static HttpResponse<String> checked(HttpResponse<String> answer) throws IOException {
        String type = answer.headers().firstValue("Content-Type").orElse("");
        if (type.startsWith("application/json") || type.startsWith("application/problem+json")) {
            List<String> misfits = DESCRIBED.misfits(
                    answer.request().method(),
                    answer.request().uri().getRawPath(),
                    answer.statusCode(),
                    type,
                    parse(answer.body()));
            if (!misfits.isEmpty()) {
                throw new AssertionError("not as the OpenAPI document says: " + misfits + "\n" + answer.body());
            }
        }
        return answer;
    }

    static JsonNode parse(String json) throws IOException {
        return JSON.readTree(json);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + path)).timeout(Duration.ofSeconds(30));
    }
}
