package dev.textusinbox.conformance;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.textusinbox.platform.http.Hmac;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A receiver as it is often written; its database is a flag. Careful unless told otherwise. */
final class NaiveReceiver implements AutoCloseable {
    static final String SECRET = "textus-conformance-0001";

    enum Comparison {
        VALUES,
        /** Java's {@code ==}: never true. */
        REFERENCES,
        NONE
    }

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;
    volatile Comparison comparison = Comparison.VALUES;
    volatile int whenDown = 504;
    private volatile boolean down;
    private List<Line> lines = List.of();

    NaiveReceiver() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1000);
        server.createContext("/", this::receive);
        server.setExecutor(threads);
        server.start();
    }

    URI url() {
        return URI.create("http://localhost:" + server.getAddress().getPort() + "/");
    }

    List<Line> run() throws IOException, InterruptedException {
        lines = Conformance.lines(new Options(url(), SECRET, new Fault() {
            @Override
            public void begin() {
                down = true;
            }

            @Override
            public void end() {
                down = false;
            }
        }));
        return lines;
    }

    /** Of the last run. */
    List<Line> lines() {
        return lines;
    }

    private void receive(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        String expected = Hmac.hex(Hmac.sha256(SECRET.getBytes(StandardCharsets.UTF_8), body));
        String given = exchange.getRequestHeaders().getFirst("X-TextUs-Signature");
        int status = !verified(expected, given) ? 401 : down ? whenDown : 200;
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    @SuppressWarnings("ReferenceEquality")
    private boolean verified(String expected, String given) {
        return switch (comparison) {
            case VALUES -> expected.equals(given);
            case REFERENCES -> expected == given;
            case NONE -> true;
        };
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
