package dev.textusinbox.handler;

import dev.textusinbox.log.Event;
import dev.textusinbox.trace.Outgoing;
import dev.textusinbox.trace.Traces;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Set;

/** Posts each event to a URL, byte for byte as it was received. */
final class ForwardHandler implements EventHandler {
    private static final int GONE = 410;

    private final String name;
    private final ForwardTarget target;
    private final Clock clock;
    private final Traces traces;
    private final HttpClient http;

    ForwardHandler(String name, ForwardTarget target, Clock clock, Traces traces) {
        this.name = name;
        this.target = target;
        this.clock = clock;
        this.traces = traces;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(target.timeout())
                .build();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Set<String> types() {
        return target.types();
    }

    @Override
    public String kind() {
        return "forward";
    }

    @Override
    public Outcome handle(Event event, Delivery delivery) throws InterruptedException {
        if (event.body() == null) {
            return Outcome.giveUp("the event has been erased");
        }
        try (Outgoing post = traces.posting(target.url())) {
            HttpRequest.Builder request = request(event, delivery);
            post.headers(request::header);
            HttpResponse<Void> response = http.send(request.build(), BodyHandlers.discarding());
            post.answered(response.statusCode());
            return outcome(response);
        } catch (HttpTimeoutException e) {
            return Outcome.retry("no answer within " + target.timeout().toMillis() + " ms");
        } catch (IOException e) {
            return Outcome.retry("could not post: " + e.getClass().getSimpleName());
        }
    }

    private HttpRequest.Builder request(Event event, Delivery delivery) {
        HttpRequest.Builder request = HttpRequest.newBuilder(target.url())
                .timeout(target.timeout())
                .header("Inbox-Event-Id", Long.toString(event.id()))
                .header("Inbox-Event-Type", event.type())
                .header("Inbox-Source", event.source())
                .header("Inbox-Attempt", Integer.toString(delivery.attempt()))
                .POST(BodyPublishers.ofByteArray(event.body()));
        if (event.contact() != null) {
            request.header("Inbox-Contact", event.contact());
        }
        if (event.contentType() != null) {
            request.header("Content-Type", event.contentType());
        }
        if (delivery.replay().isPresent()) {
            request.header("Inbox-Replay", Long.toString(delivery.replay().getAsLong()));
        }
        if (target.signer() != null) {
            String id = "evt_" + event.id();
            long now = clock.instant().getEpochSecond();
            request.header("webhook-id", id)
                    .header("webhook-timestamp", Long.toString(now))
                    .header("webhook-signature", target.signer().sign(id, now, event.body()));
        }
        return request;
    }

    private Outcome outcome(HttpResponse<Void> response) {
        int status = response.statusCode();
        if (status >= 200 && status < 300) {
            return Outcome.done();
        }
        if (status == GONE) {
            return Outcome.pauseHandler("HTTP 410: the receiver is gone");
        }
        Duration notBefore = response.headers()
                .firstValue("Retry-After")
                .map(this::retryAfter)
                .orElse(Duration.ZERO);
        return Outcome.retry("HTTP " + status, notBefore);
    }

    /** Seconds or a date (RFC 9110, 10.2.3); zero where it is neither. */
    private Duration retryAfter(String value) {
        try {
            if (!value.isEmpty() && value.chars().allMatch(c -> c >= '0' && c <= '9')) {
                return value.length() > 9 ? Duration.ofDays(365) : Duration.ofSeconds(Long.parseLong(value));
            }
            ZonedDateTime until = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME);
            Duration wait = Duration.between(clock.instant(), until.toInstant());
            return wait.isNegative() ? Duration.ZERO : wait;
        } catch (DateTimeException e) {
            return Duration.ZERO;
        }
    }
}
