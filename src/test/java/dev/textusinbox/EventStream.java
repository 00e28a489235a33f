package dev.textusinbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A reader of server-sent events over a plain socket, with nothing in between that would read ahead for it. */
public final class EventStream implements AutoCloseable {
    private final Socket socket;
    private final InputStream in;
    private final List<Frame> frames = new CopyOnWriteArrayList<>();
    private final List<String> comments = new CopyOnWriteArrayList<>();
    private final List<String> head = new ArrayList<>();
    private final Thread thread = new Thread(this::read, "event-stream");
    private volatile boolean ended;
    private volatile boolean whole;

    /** One event, as its lines say it. */
    public record Frame(long id, String type, String data) {}

    private EventStream(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
    }

    /** Connects and asks; reads nothing until {@link #start}. */
    public static EventStream connect(URI base, String path, String key, String... headers) throws IOException {
        EventStream stream = new EventStream(new Socket(base.getHost(), base.getPort()));
        String request = "GET " + path + " HTTP/1.1\r\nHost: inbox\r\nAuthorization: Bearer " + key + "\r\n"
                + String.join("", List.of(headers).stream().map(h -> h + "\r\n").toList()) + "\r\n";
        OutputStream out = stream.socket.getOutputStream();
        out.write(request.getBytes(UTF_8));
        out.flush();
        return stream;
    }

    /** Reads the head, and from then on all that comes. */
    public EventStream start() throws IOException {
        for (String line = line(); !line.isEmpty(); line = line()) {
            head.add(line);
        }
        thread.setDaemon(true);
        thread.start();
        return this;
    }

    /** Its lines. */
    public String head() {
        return String.join("\n", head);
    }

    /** The events that came so far. */
    public List<Frame> frames() {
        return List.copyOf(frames);
    }

    /** Their ids. */
    public List<Long> ids() {
        return frames.stream().map(Frame::id).toList();
    }

    /** How many comments came. */
    public int comments() {
        return comments.size();
    }

    /** Whether the server has ended it, one way or the other. */
    public boolean ended() {
        return ended;
    }

    /** Whether it ended with the last chunk, as an answer that is whole does. */
    public boolean whole() {
        return whole;
    }

    private void read() {
        try {
            StringBuilder text = new StringBuilder();
            for (int size = chunkSize(); size > 0; size = chunkSize()) {
                text.append(new String(in.readNBytes(size), UTF_8));
                line();
                for (int end = text.indexOf("\n\n"); end >= 0; end = text.indexOf("\n\n")) {
                    block(text.substring(0, end));
                    text.delete(0, end + 2);
                }
            }
            whole = true;
        } catch (IOException | NumberFormatException e) {
            // The end, as told below.
        } finally {
            ended = true;
        }
    }

    private void block(String block) {
        String[] lines = block.split("\n", -1);
        if (lines[0].startsWith(":")) {
            comments.add(block);
            return;
        }
        if (lines.length != 3) {
            throw new IllegalStateException("not three lines: " + block);
        }
        frames.add(new Frame(
                Long.parseLong(after("id: ", lines[0])), after("event: ", lines[1]), after("data: ", lines[2])));
    }

    private static String after(String prefix, String line) {
        if (!line.startsWith(prefix)) {
            throw new IllegalStateException("expected " + prefix + " in " + line);
        }
        return line.substring(prefix.length());
    }

    private int chunkSize() throws IOException {
        return Integer.parseInt(line(), 16);
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new IOException("the end within a line");
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
