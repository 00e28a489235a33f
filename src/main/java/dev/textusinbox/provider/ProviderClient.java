package dev.textusinbox.provider;

import dev.textusinbox.platform.process.Workers;
import io.quarkus.rest.client.reactive.QuarkusRestClientBuilder;
import jakarta.ws.rs.core.Response;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** The client for one source, and the bodies of its answers, which may be of any size and take any time. */
final class ProviderClient {
    private static final Duration CONNECT = Duration.ofSeconds(3);
    /** An account's integrations are some kilobytes. */
    private static final int MAX_BODY = 1 << 20;

    private static final int READ_AT_ONCE = 8192;

    private final URI baseUrl;
    private final Duration patience;
    private final ScheduledExecutorService deadlines = Workers.timer("provider-deadlines");
    private volatile IntegrationsClient api;

    ProviderClient(URI baseUrl, Duration patience) {
        this.baseUrl = baseUrl;
        this.patience = patience;
        this.api = build();
    }

    /** A body was larger than any should be. */
    static final class BodyTooLarge extends IOException {
        private static final long serialVersionUID = 1;
    }

    private IntegrationsClient build() {
        return QuarkusRestClientBuilder.newBuilder()
                .baseUri(baseUrl)
                .connectTimeout(CONNECT.toMillis(), TimeUnit.MILLISECONDS)
                .readTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                .followRedirects(false)
                // An error's body says what is wrong: it is read here, not thrown away with an exception.
                .property("microprofile.rest.client.disable.default.mapper", true)
                .build(IntegrationsClient.class);
    }

    IntegrationsClient api() {
        return api;
    }

    /**
     * An answer's body.
     *
     * @throws BodyTooLarge if it is larger than a megabyte
     * @throws InterruptedIOException if it is not there in time
     * @throws IOException if it is cut
     */
    String body(Response response) throws IOException {
        if (!response.hasEntity()) {
            return "";
        }
        long deadline = System.nanoTime() + patience.toNanos();
        IntegrationsClient used = api;
        // The client itself waits 100 s for what comes next of a body, whatever its time-outs are set to.
        ScheduledFuture<?> cut = deadlines.schedule(() -> drop(used), patience.toNanos(), TimeUnit.NANOSECONDS);
        try {
            return read(response.readEntity(InputStream.class), deadline);
        } catch (IOException e) {
            // Closing the answer alone reads what is left of it, to an end that it may not have.
            drop(used);
            // The client's own time-out has no type: it comes at the end of the same patience.
            if (deadline - System.nanoTime() < patience.toNanos() / 10) {
                throw new InterruptedIOException();
            }
            throw e;
        } finally {
            boolean unused = cut.cancel(false);
        }
    }

    /** Closes the client with all of its connections; the next call has a new one. */
    private synchronized void drop(IntegrationsClient used) {
        if (used == api) {
            api = build();
            try {
                ((Closeable) used).close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static String read(InputStream in, long deadline) throws IOException {
        byte[] body = new byte[READ_AT_ONCE];
        int length = 0;
        for (int read = in.read(body); read >= 0; read = in.read(body, length, body.length - length)) {
            length += read;
            if (length > MAX_BODY) {
                throw new BodyTooLarge();
            }
            if (deadline - System.nanoTime() < 0) {
                throw new InterruptedIOException();
            }
            if (length == body.length) {
                body = Arrays.copyOf(body, length * 2);
            }
        }
        return new String(body, 0, length, StandardCharsets.UTF_8);
    }
}
