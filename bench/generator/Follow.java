import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Many readers of the stream on one thread, cheap enough to leave the machine to the program. Each is checked: the ids that it
 * sees only grow, and in the end it has seen as many, with the same sum, as were stored.
 *
 * <pre>
 * java Follow.java PORT KEY READERS STUCK EVENTS SECONDS
 * </pre>
 * Follows from now on until each reader has EVENTS or SECONDS are over; STUCK more read nothing. Prints one line of JSON: what
 * the readers have at least and at most, how often an id did not grow, how many sums of ids there are, and how long after the
 * first event the last reader was done.
 */
public final class Follow {
    private static final byte[] ID = "id: ".getBytes(StandardCharsets.US_ASCII);
    private static final ByteBuffer BUFFER = ByteBuffer.allocateDirect(1 << 18);
    private static final byte[] CHUNK = new byte[1 << 18];

    /** HTTP/1.0, so that no chunk's length stands between the lines. */
    private static SocketChannel open(String[] a) throws IOException {
        SocketChannel channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(a[0])));
        channel.write(ByteBuffer.wrap(("GET /api/events/stream HTTP/1.0\r\nHost: inbox\r\nAuthorization: Bearer " + a[1] + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII)));
        return channel;
    }

    private static final class Reader {
        long events, disorder, sum, last, id, bytes;
        int inId = 0; // how many bytes of "id: " are matched; 4: in the digits; -1: elsewhere in the line

        void take(byte[] chunk, int n) {
            bytes += n;
            for (int i = 0; i < n; i++) {
                byte c = chunk[i];
                if (c == '\n') {
                    if (inId == 4) seen();
                    inId = 0;
                } else if (inId == 4) {
                    id = 10 * id + c - '0';
                } else if (inId >= 0) {
                    inId = c == ID[inId] ? inId + 1 : -1;
                    id = 0;
                }
            }
        }

        private void seen() {
            events++;
            sum += id;
            if (id <= last) disorder++;
            last = id;
        }
    }

    public static void main(String[] a) throws IOException {
        int readers = Integer.parseInt(a[2]);
        long wanted = Long.parseLong(a[4]);
        List<SocketChannel> stuck = new ArrayList<>();
        for (int i = Integer.parseInt(a[3]); i > 0; i--) stuck.add(open(a));
        Selector selector = Selector.open();
        List<Reader> all = new ArrayList<>();
        for (int i = 0; i < readers; i++) {
            SocketChannel channel = open(a);
            channel.configureBlocking(false);
            Reader reader = new Reader();
            all.add(reader);
            channel.register(selector, SelectionKey.OP_READ, reader);
        }
        long end = System.nanoTime() + Long.parseLong(a[5]) * 1_000_000_000L, first = 0;
        int done = 0, ended = 0, heard = 0;
        while (done < readers && System.nanoTime() < end) {
            selector.select(1_000);
            for (SelectionKey key : selector.selectedKeys()) {
                Reader reader = (Reader) key.attachment();
                BUFFER.clear();
                int n = ((SocketChannel) key.channel()).read(BUFFER);
                if (n < 0) {
                    ended++;
                    key.cancel();
                    continue;
                }
                BUFFER.flip().get(CHUNK, 0, n);
                // The first that comes is the answer's head: from then on it follows.
                if (reader.bytes == 0 && ++heard == readers) System.err.println("ready");
                long before = reader.events;
                reader.take(CHUNK, n);
                if (first == 0 && reader.events > 0) first = System.nanoTime();
                if (before < wanted && reader.events >= wanted) done++;
            }
            selector.selectedKeys().clear();
        }
        System.out.println(String.format(Locale.ROOT,
                "{\"readers\":%d,\"least\":%d,\"most\":%d,\"disorder\":%d,\"sums\":%d,\"sum\":%d,\"ended\":%d,\"seconds\":%.2f,\"megabytes\":%d}",
                readers, all.stream().mapToLong(r -> r.events).min().orElse(0), all.stream().mapToLong(r -> r.events).max().orElse(0),
                all.stream().mapToLong(r -> r.disorder).sum(), all.stream().mapToLong(r -> r.sum).distinct().count(), all.get(0).sum,
                ended, (System.nanoTime() - first) / 1e9, all.stream().mapToLong(r -> r.bytes).sum() >> 20));
        System.exit(0);
    }
}
