package com.example.crm;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** The other side, at {@code crm.url}; without that it is only logged. */
@Singleton
class Crm {
    private static final Logger LOG = Logger.getLogger(Crm.class);

    private final HttpClient http = HttpClient.newHttpClient();
    private final Optional<URI> url;

    Crm(@ConfigProperty(name = "crm.url") Optional<URI> url) {
        this.url = url;
    }

    /**
     * Says whom to welcome.
     *
     * @param key the same for each attempt, so that the CRM can tell a repeat
     * @return the HTTP status
     */
    int welcome(String phone, long key) throws IOException, InterruptedException {
        if (url.isEmpty()) {
            LOG.infof("There is no CRM: nobody is told of event %d", key);
            return 204;
        }
        HttpRequest request = HttpRequest.newBuilder(url.get())
                .header("Idempotency-Key", Long.toString(key))
                .POST(BodyPublishers.ofString(phone))
                .build();
        return http.send(request, BodyHandlers.discarding()).statusCode();
    }
}
