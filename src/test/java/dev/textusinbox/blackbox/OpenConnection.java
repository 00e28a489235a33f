package dev.textusinbox.blackbox;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Locale;

/** One connection, kept open, with no client in between that would open another and try again in silence. */
final class OpenConnection implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 20_000;

    private final Socket socket;
    private final InputStream in;

    /** @param closes whether the server says that it closes the connection after this answer */
    record Answer(int status, boolean closes, String head, String body) {}

    OpenConnection(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream());
    }

    /** Posts, and waits for the answer; a connection that ends before it is complete is an exception. */
    Answer post(SignedPost post) throws IOException {
        return send(bytes(post), true);
    }

    /** Posts, and leaves the answer to {@link #read}. */
    void start(SignedPost post) throws IOException {
        socket.getOutputStream().write(bytes(post));
    }

    /** Waits for the answer to what was started. */
    Answer read() throws IOException {
        return read(null, true);
    }

    private static byte[] bytes(SignedPost post) {
        var request = new ByteArrayOutputStream();
        request.writeBytes(("POST /webhooks/" + post.source() + " HTTP/1.1\r\nHost: inbox\r\nX-TextUs-Signature: "
                        + post.signature() + "\r\nContent-Type: " + post.contentType() + "\r\nContent-Length: "
                        + post.body().length + "\r\n\r\n")
                .getBytes(ISO_8859_1));
        request.writeBytes(post.body());
        return request.toByteArray();
    }

    /**
     * Sends these bytes, whatever they are, and waits for the answer.
     *
     * @param hasBody whether the answer brings the body that its head announces: not so after a HEAD
     */
    Answer send(byte[] request, boolean hasBody) throws IOException {
        return read(write(request), hasBody);
    }

    private Answer read(IOException failure, boolean hasBody) throws IOException {
        String head = head(failure);
        if (head.startsWith("HTTP/1.1 100 ")) {
            head = head(failure);
        }
        int length = hasBody ? Integer.parseInt(header(head, "content-length")) : 0;
        byte[] body = in.readNBytes(length);
        if (body.length < length) {
            throw new EOFException("the connection ended within the body after: " + head);
        }
        return new Answer(
                Integer.parseInt(head.substring(9, 12)),
                header(head, "connection").equals("close"),
                head,
                new String(body, UTF_8));
    }

    /** What kept it from sending all; an answer may have come before, and the connection ended: then it is there to be read. */
    IOException write(byte[] request) {
        try {
            socket.getOutputStream().write(request);
            return null;
        } catch (IOException e) {
            return e;
        }
    }

    private String head(IOException failure) throws IOException {
        var head = new StringBuilder();
        while (head.length() < 4 || !head.substring(head.length() - 4).equals("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                var end = new EOFException("the connection ended without an answer; what came of it: " + head);
                end.initCause(failure);
                throw end;
            }
            head.append((char) next);
        }
        return head.toString();
    }

    private static String header(String head, String name) {
        return head.lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name + ':'))
                .map(line -> line.substring(name.length() + 1).strip().toLowerCase(Locale.ROOT))
                .findFirst()
                .orElse("");
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
