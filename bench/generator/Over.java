import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * More than can be taken, at a fixed rate: one thread and a selector, so that thousands of connections cost no switch of threads.
 * A request is timed from the moment it was due. It goes out by a connection that has nothing in hand, the one used last first;
 * when all CONNECTIONS wait for an answer, the request waits too, and its time runs.
 *
 * <pre>
 * java Over.java PORT PATH EVENTS_FILE RATE SECONDS CONNECTIONS
 * </pre>
 * Prints a line for each status: answers a second, and percentiles of how long they took, in milliseconds; and how late
 * the requests went out, which is this generator's own doing or that of a lack of connections.
 */
public final class Over {
    private static final byte[] END = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final int CONNECTION_LOST = 0;

    private final Selector selector = Selector.open();
    private final ArrayDeque<Connection> idle = new ArrayDeque<>();
    private final ByteBuffer in = ByteBuffer.allocateDirect(1 << 16);
    private final Map<Integer, Times> answers = new TreeMap<>();
    private final Times late = new Times();
    private final InetSocketAddress to;
    private final String path;
    private int inHand, most;

    private Over(int port, String path, int connections) throws IOException {
        to = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        this.path = path;
        while (idle.size() < connections) idle.add(new Connection());
    }

    public static void main(String[] a) throws IOException {
        double rate = Double.parseDouble(a[3]), seconds = Double.parseDouble(a[4]);
        new Over(Integer.parseInt(a[0]), a[1], Integer.parseInt(a[5])).run(Path.of(a[2]), rate, (long) (rate * seconds));
    }

    private void run(Path file, double rate, long total) throws IOException {
        long begun, sent = 0;
        try (InputStream events = new BufferedInputStream(Files.newInputStream(file), 1 << 20)) {
            begun = System.nanoTime();
            for (long due = begun; sent < total || inHand > 0; ) {
                long now = System.nanoTime();
                while (sent < total && due <= now && send(events, due)) {
                    due = begun + (long) (++sent * 1e9 / rate);
                }
                if (sent == total && now > due + 30_000_000_000L) throw new IOException(inHand + " have no answer after 30 s");
                selector.select(key -> read((Connection) key.attachment()), sent < total && due - now < 1_000_000 ? 1 : 5);
            }
        }
        double took = (System.nanoTime() - begun) / 1e9;
        System.out.printf(Locale.ROOT, "  sent %d in %.1f s, %.0f/s, at most %d in hand; late %s%n", sent, took, sent / took, most, late);
        answers.forEach((status, times) -> System.out.printf(Locale.ROOT, "  %s: %.0f/s, after %s%n",
                status == CONNECTION_LOST ? "lost" : status.toString(), times.n / took, times));
    }

    /** Whether there was a connection for it. */
    private boolean send(InputStream events, long due) throws IOException {
        Connection connection = idle.pollFirst();
        if (connection == null) return false;
        ByteBuffer request = request(events);
        connection.due = due;
        most = Math.max(most, ++inHand);
        late.add(System.nanoTime() - due);
        try {
            // A request is smaller than what a socket's buffer holds, and the one before it has been answered.
            if (connection.channel.write(request) == 0 || request.hasRemaining()) throw new IOException("a request does not fit");
        } catch (IOException e) {
            lost(connection);
        }
        return true;
    }

    private void read(Connection connection) {
        try {
            int n = connection.channel.read(in.clear());
            if (n < 0) throw new EOFException();
            if (connection.take(in.flip())) {
                answered(connection, connection.status);
                idle.addFirst(connection);
            }
        } catch (IOException e) {
            lost(connection);
        }
    }

    private void lost(Connection connection) {
        idle.remove(connection);
        if (connection.due != 0) answered(connection, CONNECTION_LOST);
        try {
            connection.channel.close();
        } catch (IOException e) {
            // It is gone either way.
        }
    }

    private void answered(Connection connection, int status) {
        answers.computeIfAbsent(status, s -> new Times()).add(System.nanoTime() - connection.due);
        connection.due = 0;
        inHand--;
    }

    private ByteBuffer line = ByteBuffer.allocate(0);

    private ByteBuffer request(InputStream events) throws IOException {
        ByteBuffer out = ByteBuffer.allocate(4096);
        byte[] signature = events.readNBytes(64);
        if (events.read() != '\t') throw new EOFException("the events are used up");
        if (line.capacity() == 0) {
            // All lines are of one length: the first says which.
            line = ByteBuffer.allocate(4096);
            int c;
            while ((c = events.read()) != '\n') line.put((byte) c);
            line = ByteBuffer.wrap(Arrays.copyOf(line.array(), line.position() + 1));
        } else if (events.readNBytes(line.array(), 0, line.capacity()) != line.capacity()) {
            throw new EOFException("the events are used up");
        }
        int length = line.capacity() - 1;
        out.put(("POST " + path + " HTTP/1.1\r\nHost: inbox\r\nContent-Type: application/json\r\nX-TextUs-Signature: ").getBytes(StandardCharsets.US_ASCII))
                .put(signature).put(("\r\nContent-Length: " + length + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII))
                .put(line.array(), 0, length);
        return out.flip();
    }

    private final class Connection {
        final SocketChannel channel = SocketChannel.open(to);
        /** What has come of an answer so far. */
        final byte[] answer = new byte[2048];
        int n, status;
        /** When the request in hand was due; 0 without one. */
        long due;

        Connection() throws IOException {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ, this);
        }

        /** Whether the answer is whole. */
        boolean take(ByteBuffer bytes) throws IOException {
            if (due == 0 || bytes.remaining() > answer.length - n) throw new IOException("an answer that nobody asked for");
            int more = bytes.remaining();
            bytes.get(answer, n, more);
            n += more;
            String text = new String(answer, 0, n, StandardCharsets.ISO_8859_1);
            int head = text.indexOf("\r\n\r\n");
            if (head < 0) return false;
            int at = text.toLowerCase(Locale.ROOT).indexOf("content-length: ");
            int length = at < 0 || at > head ? 0 : Integer.parseInt(text.substring(at + 16, text.indexOf('\r', at)));
            if (n < head + END.length + length) return false;
            status = Integer.parseInt(text.substring(9, 12));
            n = 0;
            return true;
        }
    }

    /** Counted by the tenth of a millisecond, up to 60 s. */
    private static final class Times {
        private final int[] counts = new int[600_001];
        private long n, longest;

        void add(long nanos) {
            n++;
            longest = Math.max(longest, nanos);
            counts[(int) Math.min(counts.length - 1, Math.max(0, nanos / 100_000))]++;
        }

        private double at(double q) {
            long seen = 0;
            for (int i = 0; i < counts.length; i++) if ((seen += counts[i]) >= q * n) return i / 10.0;
            return 0;
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "p50 %.1f p99 %.1f p99.9 %.1f max %.1f ms", at(0.5), at(0.99), at(0.999), longest / 1e6);
        }
    }
}
