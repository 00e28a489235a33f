package dev.textusinbox.platform;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/** URLs that an operator gives to be called. */
public final class HttpUrls {
    private HttpUrls() {}

    /** The URL, if it is one with a host and of http or https. What else it is stays untold: it may hold a password. */
    public static Optional<URI> read(String given) {
        try {
            URI url = new URI(given);
            boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
            return http && url.getHost() != null ? Optional.of(url) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }
}
