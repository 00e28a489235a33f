package dev.textusinbox.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.textusinbox.platform.process.Workers;
import dev.textusinbox.simulator.IntegrationStore.InvalidCall;
import dev.textusinbox.simulator.RateLimit.Budget;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A stand-in for the provider's Integrations API, on a port of its own: one account, one token, and integrations that start
 * out empty. It fails when told to.
 */
public final class SimulatedIntegrations implements AutoCloseable {
    /** What the provider allows a token in five minutes. */
    private static final int CALLS = 1_000;

    private static final Pattern PAGE = Pattern.compile("page=(\\d{1,6})");

    private final String account;
    private final String token;
    private final IntegrationStore store = new IntegrationStore();
    private final RateLimit limit = new RateLimit(CALLS, Clock.systemUTC());
    private final Queue<Failure> failures = new ConcurrentLinkedQueue<>();
    private final Queue<Failure> failuresOfChanges = new ConcurrentLinkedQueue<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final ExecutorService threads = Workers.cached("simulated-integrations");
    private final HttpServer server;

    /** What is answered when all goes well. */
    private record Reply(int status, String body) {}

    private SimulatedIntegrations(int port, String account, String token) {
        this.account = account;
        this.token = token;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::receive);
        server.setExecutor(threads);
        server.start();
    }

    /**
     * Listens on this machine only.
     *
     * @param port 0: any that is free
     * @throws UncheckedIOException if the port is taken
     */
    public static SimulatedIntegrations open(int port, String account, String token) {
        return new SimulatedIntegrations(port, account, token);
    }

    /** The base of its paths. */
    public URI url() {
        return URI.create("http://localhost:" + server.getAddress().getPort());
    }

    /** All integrations, secrets unfiltered, in the order they were made. */
    public List<ObjectNode> integrations() {
        return store.all();
    }

    /** Changes an integration by hand, as somebody in the web app would, or as the provider does itself. */
    public void edit(String id, Consumer<ObjectNode> change) {
        store.edit(id, change);
    }

    /** Sets or clears the provider's failed mark. */
    public void healthy(String id, boolean healthy) {
        edit(id, integration -> integration.put("isHealthy", healthy));
    }

    /** Adds one by hand; gives its id. */
    public String add(String url) {
        ObjectNode made = IntegrationStore.JSON.createObjectNode().put("active", true);
        made.put("provider", "webhook").putObject("config").put("baseUrl", url);
        made.putObject("settings").putObject("actions").put("message.received", true);
        try {
            return IntegrationStore.JSON
                    .readTree(store.create(made.toString()))
                    .path("id")
                    .asText();
        } catch (InvalidCall | IOException e) {
            throw new IllegalArgumentException("no URL: " + url, e);
        }
    }

    /** Takes one away by hand. */
    public void delete(String id) {
        try {
            store.delete(id);
        } catch (InvalidCall e) {
            throw new IllegalArgumentException("no such integration", e);
        }
    }

    /** The next requests fail so, one after the other. */
    public void fail(Failure... next) {
        failures.addAll(List.of(next));
    }

    /** The next request that changes something fails so; those that read do not. */
    public void failChange(Failure next) {
        failuresOfChanges.add(next);
    }

    /** Leaves so many calls in this window. */
    public void leaveCalls(int calls) {
        limit.leave(calls);
    }

    /** How many integrations a page of the list holds. */
    public void pageSize(int size) {
        store.pageSize(size);
    }

    /** Method and path of each request so far. */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    private void receive(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
        boolean reads = exchange.getRequestMethod().equals("GET");
        Failure failure = reads || failuresOfChanges.isEmpty() ? failures.poll() : failuresOfChanges.poll();
        try (exchange) {
            Budget budget = limit.take();
            Headers headers = exchange.getResponseHeaders();
            headers.set("X-RateLimit-Limit", Integer.toString(budget.most()));
            headers.set("X-RateLimit-Remaining", Integer.toString(budget.left()));
            headers.set("X-RateLimit-Reset", Long.toString(budget.resetSeconds()));
            if (!budget.allowed()) {
                headers.set("Retry-After", Long.toString(budget.resetSeconds()));
                send(exchange, 429, IntegrationStore.MEDIA_TYPE, IntegrationStore.error("Too Many Requests"));
            } else if (failure == null) {
                Reply answer = answer(exchange, body);
                send(exchange, answer.status, IntegrationStore.MEDIA_TYPE, answer.body);
            } else {
                fail(exchange, failure, body);
            }
        }
    }

    private void fail(HttpExchange exchange, Failure failure, String body) throws IOException {
        switch (failure.manner()) {
            case ANSWER -> send(exchange, failure.status(), failure.contentType(), failure.body());
            case HALF_BODY -> {
                byte[] whole = answer(exchange, body).body.getBytes(UTF_8);
                exchange.getResponseHeaders().set("Content-Type", IntegrationStore.MEDIA_TYPE);
                exchange.sendResponseHeaders(200, whole.length);
                exchange.getResponseBody().write(whole, 0, whole.length / 2);
                exchange.getResponseBody().flush();
            }
            case SILENCE -> awaitClose();
        }
    }

    private void awaitClose() {
        try {
            closing.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Reply answer(HttpExchange exchange, String body) {
        try {
            authorize(exchange.getRequestHeaders());
            return route(exchange.getRequestMethod(), exchange.getRequestURI(), body);
        } catch (InvalidCall e) {
            return new Reply(e.status, IntegrationStore.error(e.getMessage()));
        }
    }

    private void authorize(Headers headers) throws InvalidCall {
        if (!("Bearer " + token).equals(headers.getFirst("Authorization"))) {
            throw new InvalidCall(401, "Invalid credentials.");
        }
        String accept = headers.getFirst("Accept");
        if (accept == null || !accept.contains(IntegrationStore.MEDIA_TYPE)) {
            throw new InvalidCall(406, "Not Acceptable");
        }
    }

    private Reply route(String method, URI uri, String body) throws InvalidCall {
        String path = uri.getPath();
        boolean list = path.equals("/" + account + "/integrations");
        return switch (list ? method + " list" : method) {
            case "GET list" -> new Reply(200, store.list(page(uri.getQuery())));
            case "POST list" -> new Reply(201, store.create(body));
            case "GET" -> new Reply(200, store.one(path));
            case "PUT" -> new Reply(200, store.update(path, body));
            case "DELETE" -> {
                store.delete(path);
                yield new Reply(204, "");
            }
            default -> throw new InvalidCall(405, "Method Not Allowed");
        };
    }

    private static int page(String query) {
        Matcher page = PAGE.matcher(query == null ? "" : query);
        return page.find() ? Math.max(1, Integer.parseInt(page.group(1))) : 1;
    }

    private static void send(HttpExchange exchange, int status, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
