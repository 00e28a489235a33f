package dev.textusinbox.blackbox;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.textusinbox.platform.http.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/** Where events are forwarded to: keeps each request in order of arrival, and does as told. */
final class RecordingSink implements AutoCloseable {
    /** In place of a status: the connection is closed without an answer. */
    static final int HANG_UP = 0;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Forward> forwards = new ArrayList<>();
    private final int port = FreePort.find();
    private volatile ToIntFunction<Forward> answer = forward -> 200;
    private volatile Function<Forward, String> words = forward -> "";
    private final AtomicInteger held = new AtomicInteger();
    private volatile CountDownLatch released = new CountDownLatch(0);
    private HttpServer server;

    /**
     * One request.
     *
     * @param headers by name in lower case
     * @param answered with which status
     */
    record Forward(Map<String, String> headers, byte[] body, int answered) {
        String header(String name) {
            return headers.get(name);
        }

        long eventId() {
            return Long.parseLong(header("inbox-event-id"));
        }

        boolean delivered() {
            return answered >= 200 && answered < 300;
        }
    }

    static RecordingSink open() {
        var sink = new RecordingSink();
        sink.listen();
        return sink;
    }

    String url() {
        return "http://127.0.0.1:" + port + "/events";
    }

    void answer(int status) {
        answer = forward -> status;
    }

    void answer(ToIntFunction<Forward> status) {
        answer = status;
    }

    /** From now on its answers have this JSON. */
    void say(Function<Forward, String> json) {
        words = json;
    }

    /** From now on no answer is given before {@link #release}. */
    void hold() {
        released = new CountDownLatch(1);
    }

    /** How many requests wait for that. */
    int held() {
        return held.get();
    }

    void release() {
        released.countDown();
    }

    /** From now on a connection is refused, as by a receiver that is down. */
    void refuse() {
        server.stop(0);
    }

    /** Ends {@link #refuse}. */
    void listen() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::receive);
        server.setExecutor(threads);
        server.start();
    }

    private void receive(HttpExchange exchange) throws IOException {
        var headers = new TreeMap<String, String>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), String.join(", ", values)));
        byte[] body = exchange.getRequestBody().readAllBytes();
        awaitRelease();
        int status = keep(headers, body);
        if (status != HANG_UP) {
            byte[] said = words.apply(new Forward(headers, body, status)).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, said.length == 0 ? -1 : said.length);
            if (said.length > 0) {
                exchange.getResponseBody().write(said);
            }
        }
        exchange.close();
    }

    private void awaitRelease() {
        held.incrementAndGet();
        try {
            released.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            held.decrementAndGet();
        }
    }

    /** Kept before it is answered: whoever is told of success finds it here. */
    private int keep(Map<String, String> headers, byte[] body) {
        int status = answer.applyAsInt(new Forward(headers, body, HANG_UP));
        synchronized (forwards) {
            forwards.add(new Forward(headers, body, status));
        }
        return status;
    }

    /** How many requests were answered 2xx. */
    long count() {
        synchronized (forwards) {
            return forwards.stream().filter(Forward::delivered).count();
        }
    }

    /** All requests, in order of arrival. */
    List<Forward> forwards() {
        synchronized (forwards) {
            return List.copyOf(forwards);
        }
    }

    /** Those that were answered 2xx, for one contact, in order of arrival. */
    List<Forward> delivered(String contact) {
        return forwards().stream()
                .filter(Forward::delivered)
                .filter(forward -> contact.equals(forward.header("inbox-contact")))
                .toList();
    }

    /** The first success of each event, in order of arrival: all that a receiver which drops repeats ever sees. */
    List<Forward> firstDeliveries() {
        var first = new LinkedHashMap<Long, Forward>();
        forwards().stream().filter(Forward::delivered).forEach(each -> first.putIfAbsent(each.eventId(), each));
        return List.copyOf(first.values());
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
