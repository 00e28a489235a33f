import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * Load at a fixed rate, each request timed from the moment it was due, so that a pause counts for all that it held up (no
 * coordinated omission); and the sink that a forward posts to, in one process so that both use one clock.
 *
 * <pre>
 * java Open.java send PORT PATH EVENTS_FILE SKIP RATE SECONDS CONNECTIONS SINK_PORT    SINK_PORT 0: no sink
 * java Open.java sink PORT                                                             until its input ends
 * java Open.java null PORT                                                             answers 202 and does nothing
 * </pre>
 * The first and the second print one line of JSON; times in milliseconds.
 */
public final class Open {
    public static void main(String[] a) throws Exception {
        switch (a[0]) {
            case "send" -> new Sender(a).run();
            case "sink" -> {
                Sink sink = new Sink(Integer.parseInt(a[1]), true);
                while (System.in.read() >= 0) {}
                System.out.println(sink.json());
                System.exit(0);
            }
            case "null" -> {
                new Sink(Integer.parseInt(a[1]), false);
                while (System.in.read() >= 0) {}
                System.exit(0);
            }
            default -> throw new IllegalArgumentException(a[0]);
        }
    }

    /** Sends event k when it is due; a connection that is busy then is what the latency shows. */
    static final class Sender {
        /** Every path of the sender and the sink is compiled by then; the same for a slow run, whose rate would take long. */
        private static final int WARM_RATE = 2_000, WARM_SECONDS = 5;

        final int port, width, tab, total, rate, connections;
        final String path;
        final MappedByteBuffer events;
        final Sink sink;

        Sender(String[] a) throws IOException {
            port = Integer.parseInt(a[1]);
            path = a[2];
            rate = Integer.parseInt(a[5]);
            total = (int) (rate * Double.parseDouble(a[6]));
            connections = Integer.parseInt(a[7]);
            sink = a[8].equals("0") ? null : new Sink(Integer.parseInt(a[8]), true);
            try (FileChannel file = FileChannel.open(Path.of(a[3]), StandardOpenOption.READ)) {
                MappedByteBuffer head = file.map(MapMode.READ_ONLY, 0, Math.min(file.size(), 8192));
                int t = 0, w = 0;
                while (head.get(t) != '\t') t++;
                while (head.get(w) != '\n') w++;
                tab = t;
                width = w + 1;
                events = file.map(MapMode.READ_ONLY, Long.parseLong(a[4]) * width, (long) total * width);
            }
        }

        void run() throws Exception {
            // Until it is compiled, a sender's own pauses are most of what it measures: 28 ms of p99 at 2,000/s, warm 0.3.
            int quick = Math.max(rate, WARM_RATE);
            new Stretch(new Sink(0, true), quick, quick * WARM_SECONDS).run();
            System.gc();
            Stretch timed = new Stretch(port, rate, total, sink);
            long[] before = cores();
            double seconds = timed.run();
            long[] after = cores();
            double busy = 100 - 100.0 * (after[1] - before[1]) / (after[0] - before[0]);
            String more = sink == null ? "" : timed.handled();
            System.out.println(String.format(Locale.ROOT, "{\"sent\":%d,\"taken\":%d,\"refused\":%d,\"broken\":%d,\"rate\":%.1f,\"busy\":%.0f,%s%s}",
                    total, timed.taken.get(), timed.refused.get(), timed.broken.get(), total / seconds, busy,
                    percentiles("", timed.ms, total), more));
            System.exit(0);
        }

        /** What all cores have had of time, and of that with nothing to do; proc(5). */
        private static long[] cores() throws IOException {
            try (Stream<String> lines = Files.lines(Path.of("/proc/stat"))) {
                long[] spent = Arrays.stream(lines.findFirst().orElseThrow().split(" +")).skip(1).limit(8).mapToLong(Long::parseLong).toArray();
                return new long[] {Arrays.stream(spent).sum(), spent[3] + spent[4]};
            }
        }

        /** So many requests, at one rate, to one port. */
        private final class Stretch {
            final int port, rate, total;
            final Sink sink;
            final double[] ms;
            final Map<Long, Long> acked = new ConcurrentHashMap<>();
            final AtomicInteger next = new AtomicInteger(), taken = new AtomicInteger(), refused = new AtomicInteger(), broken = new AtomicInteger();
            long start;

            Stretch(int port, int rate, int total, Sink sink) {
                this.port = port;
                this.rate = rate;
                this.total = total;
                this.sink = sink;
                ms = new double[total];
            }

            /** To a sink of our own, which takes a request for a forwarded event. */
            Stretch(Sink own, int rate, int total) {
                this(own.port, rate, total, own);
            }

            double run() throws InterruptedException {
                // Time for the connections to be made: a request is not to wait for its own.
                start = System.nanoTime() + 500_000_000L;
                Thread[] threads = new Thread[connections];
                for (int i = 0; i < threads.length; i++) {
                    threads[i] = new Thread(this::send);
                    threads[i].start();
                }
                for (Thread thread : threads) thread.join();
                return (System.nanoTime() - start) / 1e9;
            }

            private void send() {
                byte[] answer = new byte[4096];
                Socket socket = connected();
                for (int k = next.getAndIncrement(); k < total; k = next.getAndIncrement()) {
                    long due = start + (long) (k * 1e9 / rate);
                    for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) LockSupport.parkNanos(wait);
                    try {
                        if (socket == null) socket = connected();
                        if (socket == null) throw new IOException("no connection");
                        socket.getOutputStream().write(request(k));
                        String got = answerOf(socket.getInputStream(), answer);
                        long now = System.nanoTime();
                        ms[k] = (now - due) / 1e6;
                        if (got.startsWith("HTTP/1.1 2")) {
                            taken.incrementAndGet();
                            if (sink != null) acked.put(eventId(got), now);
                        } else {
                            refused.incrementAndGet();
                        }
                    } catch (IOException e) {
                        ms[k] = (System.nanoTime() - due) / 1e6;
                        broken.incrementAndGet();
                        socket = null;
                    }
                }
            }

            /** Null where nobody listens, which the request that wants it counts as broken. */
            private Socket connected() {
                try {
                    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
                    socket.setTcpNoDelay(true);
                    socket.setSoTimeout(30_000);
                    return socket;
                } catch (IOException e) {
                    return null;
                }
            }

            /** From the answer to the arrival at the sink; an arrival before the answer counts as nothing. */
            private String handled() throws InterruptedException {
                for (int i = 0; i < 300 && !sink.arrivals.keySet().containsAll(acked.keySet()); i++) Thread.sleep(100);
                double[] late = acked.entrySet().stream().filter(e -> sink.arrivals.containsKey(e.getKey()))
                        .mapToDouble(e -> Math.max(0, (sink.arrivals.get(e.getKey()) - e.getValue()) / 1e6)).toArray();
                return "," + percentiles("handled_", late, late.length) + ",\"missing\":" + (acked.size() - late.length) + ",\"disorder\":"
                        + sink.disorder.get();
            }
        }

        /** The headers of a forward are there for our own sink; the inbox has no use for them. */
        private byte[] request(int k) {
            byte[] line = new byte[width - 1];
            events.get(k % (events.limit() / width) * width, line);
            byte[] head = ("POST " + path + " HTTP/1.1\r\nHost: inbox\r\nContent-Type: application/json\r\nInbox-Event-Id: " + k
                    + "\r\nX-TextUs-Signature: " + new String(line, 0, tab, StandardCharsets.ISO_8859_1) + "\r\nContent-Length: "
                    + (line.length - tab - 1) + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1);
            byte[] all = Arrays.copyOf(head, head.length + line.length - tab - 1);
            System.arraycopy(line, tab + 1, all, head.length, line.length - tab - 1);
            return all;
        }

        private static String answerOf(InputStream in, byte[] buffer) throws IOException {
            int n = 0;
            while (true) {
                int got = in.read(buffer, n, buffer.length - n);
                if (got < 0) throw new IOException("closed");
                n += got;
                String text = new String(buffer, 0, n, StandardCharsets.ISO_8859_1);
                int end = text.indexOf("\r\n\r\n");
                if (end >= 0 && n >= end + 4 + contentLength(text)) return text;
            }
        }

        private static long eventId(String answer) {
            int at = answer.indexOf("\"eventId\":\"") + 11;
            return Long.parseLong(answer.substring(at, answer.indexOf('"', at)));
        }
    }

    static final class Sink {
        private static final byte[] ANSWER = "HTTP/1.1 202 Accepted\r\nContent-Length: 15\r\n\r\n{\"eventId\":\"0\"}".getBytes(StandardCharsets.ISO_8859_1);
        final Map<Long, Long> arrivals = new ConcurrentHashMap<>();
        final Map<String, Long> last = new ConcurrentHashMap<>();
        final AtomicLong calls = new AtomicLong(), disorder = new AtomicLong();
        final int port;
        private final boolean notes;

        Sink(int wanted, boolean notes) throws IOException {
            this.notes = notes;
            ServerSocket server = new ServerSocket(wanted, 1024, InetAddress.getLoopbackAddress());
            port = server.getLocalPort();
            daemon(() -> {
                while (true) {
                    Socket socket = server.accept();
                    socket.setTcpNoDelay(true);
                    daemon(() -> serve(socket));
                }
            });
        }

        private void serve(Socket socket) throws IOException {
            InputStream in = new BufferedInputStream(socket.getInputStream(), 16_384);
            OutputStream out = socket.getOutputStream();
            StringBuilder head = new StringBuilder();
            while (true) {
                head.setLength(0);
                for (int c, tail = 0; tail != 0x0d0a0d0a; tail = tail << 8 | c, head.append((char) c))
                    if ((c = in.read()) < 0) return;
                String text = head.toString();
                in.skipNBytes(contentLength(text));
                if (notes) note(text);
                out.write(ANSWER);
            }
        }

        private void note(String head) {
            calls.incrementAndGet();
            long id = Long.parseLong(header(head, "inbox-event-id"));
            arrivals.putIfAbsent(id, System.nanoTime());
            String contact = header(head, "inbox-contact");
            Long before = contact == null ? null : last.put(contact, id);
            if (before != null && before > id) disorder.incrementAndGet();
        }

        String json() {
            return "{\"calls\":" + calls.get() + ",\"events\":" + arrivals.size() + ",\"disorder\":" + disorder.get() + "}";
        }
    }

    interface Work { void run() throws IOException; }

    static void daemon(Work work) {
        Thread thread = new Thread(() -> { try { work.run(); } catch (IOException e) { /* the other side has gone */ } });
        thread.setDaemon(true);
        thread.start();
    }

    static int contentLength(String head) {
        String length = header(head, "content-length");
        return length == null ? 0 : Integer.parseInt(length);
    }

    static String header(String head, String name) {
        int end = head.indexOf("\r\n\r\n");
        for (String line : (end < 0 ? head : head.substring(0, end)).split("\r\n"))
            if (line.length() > name.length() && line.charAt(name.length()) == ':' && line.regionMatches(true, 0, name, 0, name.length()))
                return line.substring(name.length() + 1).trim();
        return null;
    }

    static String percentiles(String prefix, double[] values, int n) {
        double[] v = Arrays.copyOf(values, n);
        Arrays.sort(v);
        return String.format(Locale.ROOT, "\"%1$sp50\":%2$.3f,\"%1$sp99\":%3$.3f,\"%1$sp999\":%4$.3f,\"%1$smax\":%5$.3f", prefix,
                at(v, 0.5), at(v, 0.99), at(v, 0.999), at(v, 1));
    }

    private static double at(double[] sorted, double q) {
        return sorted.length == 0 ? 0 : sorted[Math.max(0, (int) Math.ceil(q * sorted.length) - 1)];
    }
}
