package dev.textusinbox.alarm;

import dev.textusinbox.handler.WebhookSigner;
import dev.textusinbox.outbound.HttpPoster;
import dev.textusinbox.outbound.OutboundHttp;
import dev.textusinbox.outbound.Post;
import dev.textusinbox.outbound.PostResult;
import dev.textusinbox.outbound.PostResult.Answered;
import dev.textusinbox.outbound.PostResult.PostFailed;
import dev.textusinbox.platform.http.HttpUrl;
import dev.textusinbox.platform.process.StartOrder;
import io.quarkus.runtime.Startup;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.inject.Singleton;
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

    private final WebhookSigner signer;
    private final Clock clock = Clock.systemUTC();
    private final HttpPoster poster;

    AlarmWebhook(AlarmsConfig config, OutboundHttp http) {
        this.poster = config.url()
                .map(url -> http.poster(HttpUrl.ofSetting(URL, url), PATIENCE, 1))
                .orElse(null);
        this.signer = config.secret()
                .map(secret -> WebhookSigner.ofSetting(SECRET, secret))
                .orElse(null);
        if (config.secret().isPresent() && config.url().isEmpty()) {
            throw new ConfigurationException(SECRET + " is set, and " + URL + " is not", Set.of(SECRET));
        }
    }

    boolean isConfigured() {
        return poster != null;
    }

    /**
     * Posts a notice, and waits for the answer; only where it {@link #isConfigured}.
     *
     * @param id the same on each attempt
     * @return null if it was taken, else what went wrong
     */
    String post(String id, byte[] body) throws InterruptedException {
        Post post = new Post(body).header("Content-Type", "application/json");
        if (signer != null) {
            long now = clock.instant().getEpochSecond();
            post.header("webhook-id", id)
                    .header("webhook-timestamp", Long.toString(now))
                    .header("webhook-signature", signer.sign(id, now, body));
        }
        PostResult result = poster.post(post);
        if (result instanceof Answered answer) {
            return answer.isSuccess() ? null : "HTTP " + answer.status();
        }
        return ((PostFailed) result).text();
    }
}
