package dev.textusinbox.alarm;

import dev.textusinbox.handler.WebhookSigner;
import dev.textusinbox.platform.HttpUrls;
import dev.textusinbox.platform.StartOrder;
import io.quarkus.runtime.Startup;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;

/** The URL that alarms are posted to, signed as Standard Webhooks has it. */
@Startup(StartOrder.SETTINGS)
@Singleton
class AlarmWebhook {
    private static final String URL = "inbox.alarms.url";
    private static final String SECRET = "inbox.alarms.secret";
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final URI url;
    private final WebhookSigner signer;
    private final Clock clock = Clock.systemUTC();
    private final HttpClient http;

    AlarmWebhook(AlarmsConfig config) {
        this.url = config.url().map(AlarmWebhook::read).orElse(null);
        this.signer = config.secret()
                .map(secret -> WebhookSigner.ofSetting(SECRET, secret))
                .orElse(null);
        this.http = isConfigured() ? client() : null;
    }

    boolean isConfigured() {
        return url != null;
    }

    /**
     * Posts a notice, and waits for the answer; only where it {@link #isConfigured}.
     *
     * @param id the same on each attempt
     * @return null if it was taken, else what went wrong
     */
    String post(String id, byte[] body) throws InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(url)
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(body));
        if (signer != null) {
            long now = clock.instant().getEpochSecond();
            request.header("webhook-id", id)
                    .header("webhook-timestamp", Long.toString(now))
                    .header("webhook-signature", signer.sign(id, now, body));
        }
        try {
            int status = http.send(request.build(), BodyHandlers.discarding()).statusCode();
            return status >= 200 && status < 300 ? null : "HTTP " + status;
        } catch (IOException e) {
            return e.getClass().getSimpleName();
        }
    }

    private static HttpClient client() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(PATIENCE)
                .build();
    }

    private static URI read(String value) {
        return HttpUrls.read(value)
                .orElseThrow(() -> new ConfigurationException(URL + " must be an http or https URL", Set.of(URL)));
    }
}
