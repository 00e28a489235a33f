package dev.textusinbox.outbound;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A receiver made of a bare socket: it reads requests, and answers each with whatever bytes it is told to. */
public final class RawReceiver implements AutoCloseable {
    private final ServerSocket server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private volatile Script script;

    /** What is done with a request. */
    public interface Script {
        /** Answers, or not; whoever wants the connection closed closes it. */
        void answer(Request request, Socket socket) throws IOException, InterruptedException;
    }

    /** One request; its head as it came. */
    public record Request(String head, byte[] body) {
        /** A header's value, or null. */
        public String header(String name) {
            String start = name.toLowerCase(Locale.ROOT) + ":";
            return head.lines()
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(start))
                    .map(line -> line.substring(start.length()).strip())
                    .findFirst()
                    .orElse(null);
        }
    }

    /** A receiver that does this with each request. */
    public RawReceiver(Script script) {
        this(socket(), script);
    }

    /** A receiver that listens there. */
    public RawReceiver(ServerSocket server, Script script) {
        this.server = server;
        this.script = script;
        threads.execute(this::accept);
    }

    private static ServerSocket socket() {
        try {
            return new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** From now on. */
    public void answer(Script next) {
        script = next;
    }

    /** A script that sends this. */
    public static Script says(String answer) {
        return (request, socket) -> socket.getOutputStream().write(answer.getBytes(ISO_8859_1));
    }

    /** A script that sends this, and closes. */
    public static Script saysAndCloses(String answer) {
        return (request, socket) -> {
            says(answer).answer(request, socket);
            socket.close();
        };
    }

    /** Its port. */
    public int port() {
        return server.getLocalPort();
    }

    /** Its URL. */
    public String url() {
        return "http://127.0.0.1:" + port() + "/events";
    }

    /** All requests so far. */
    public List<Request> requests() {
        return List.copyOf(requests);
    }

    /** How many requests there were. */
    public int count() {
        return requests.size();
    }

    /** How many connections neither side has closed. */
    public int open() {
        return open.size();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                threads.execute(() -> serve(socket));
            } catch (IOException e) {
                // It is closed, or this connection has come to nothing.
            }
        }
    }

    private void serve(Socket socket) {
        open.add(socket);
        try (socket) {
            InputStream in = socket.getInputStream();
            for (Request next = read(in); next != null; next = read(in)) {
                requests.add(next);
                script.answer(next, socket);
            }
        } catch (IOException e) {
            // The other side, or the script, has closed it.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(socket);
        }
    }

    private static Request read(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        for (int each = in.read(); each >= 0; each = in.read()) {
            head.write(each);
            if (each == '\n' && head.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
                Request request = new Request(head.toString(ISO_8859_1), new byte[0]);
                String length = request.header("content-length");
                return new Request(request.head(), in.readNBytes(length == null ? 0 : Integer.parseInt(length)));
            }
        }
        return null;
    }

    @Override
    public void close() {
        try {
            server.close();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            threads.shutdownNow();
        }
    }
}
