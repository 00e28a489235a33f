package dev.textusinbox.conformance;

import dev.textusinbox.platform.process.Workers;
import dev.textusinbox.simulator.SimulatedDelivery;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** The receiver that is tried, through whatever is in front of it. */
final class Receiver implements AutoCloseable {
    /** How long the provider waits is not documented; nobody waits longer than this. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private static final int CONNECTIONS = 32;

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final ExecutorService threads = Workers.fixed("conformance", CONNECTIONS);
    private final URI url;

    Receiver(URI url) {
        this.url = url;
    }

    /** What it answers; a request without an answer is one too. */
    ReceiverAnswer post(ProviderPost post) throws InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(url).timeout(PATIENCE).POST(BodyPublishers.ofByteArray(post.body()));
        if (post.signature() != null) {
            request.header(SimulatedDelivery.SIGNATURE_HEADER, post.signature());
        }
        if (post.contentType() != null) {
            request.header("Content-Type", post.contentType());
        }
        long start = System.nanoTime();
        int status;
        try {
            status = client.send(request.build(), BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            status = ReceiverAnswer.NONE;
        }
        return new ReceiverAnswer(status, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
    }

    /** At full rate, as the provider does; in the order given. */
    List<ReceiverAnswer> postAll(List<ProviderPost> posts) throws InterruptedException {
        List<Future<ReceiverAnswer>> sent = new ArrayList<>();
        for (ProviderPost post : posts) {
            sent.add(threads.submit(() -> post(post)));
        }
        List<ReceiverAnswer> answers = new ArrayList<>();
        for (Future<ReceiverAnswer> each : sent) {
            try {
                answers.add(each.get());
            } catch (ExecutionException e) {
                throw new IllegalStateException(e);
            }
        }
        return answers;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
