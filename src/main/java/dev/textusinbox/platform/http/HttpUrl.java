package dev.textusinbox.platform.http;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.net.IDN;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * An http or https URL that an operator gives to be called: the one reader of all settings that hold one. It takes what
 * {@link URI} gives no host for (an underscore, letters beyond ASCII), and its text is never more than scheme, host and port.
 */
public final class HttpUrl {
    private static final int MAX_PORT = 65_535;
    private static final int MAX_HOST = 253;

    private final boolean tls;
    private final String host;
    private final int port;
    private final String path;
    private final String userInfo;

    private HttpUrl(boolean tls, String host, int port, String path, String userInfo) {
        this.tls = tls;
        this.host = host;
        this.port = port;
        this.path = path;
        this.userInfo = userInfo;
    }

    /**
     * The URL.
     *
     * @throws IllegalArgumentException saying what is wrong, to be put behind a name; never the value, which may hold a password
     */
    public static HttpUrl of(String given) {
        URI url = uri(given.strip());
        String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw new IllegalArgumentException("must be an http or https URL");
        }
        String authority = url.getRawAuthority() == null ? "" : url.getRawAuthority();
        int at = authority.lastIndexOf('@');
        String hostAndPort = authority.substring(at + 1);
        int colon = hostAndPort.indexOf(':', hostAndPort.lastIndexOf(']') + 1);
        String host = colon < 0 ? hostAndPort : hostAndPort.substring(0, colon);
        return new HttpUrl(
                scheme.equals("https"),
                host.startsWith("[") ? literal(url, host) : name(host),
                colon < 0 ? -1 : port(hostAndPort.substring(colon + 1)),
                path(url),
                at < 0 ? null : authority.substring(0, at));
    }

    /** The URL that a setting holds; a wrong one stops the start with the key, and why. */
    public static HttpUrl ofSetting(String key, String given) {
        try {
            return of(given);
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(key + " " + e.getMessage(), Set.of(key));
        }
    }

    private static URI uri(String given) {
        try {
            return new URI(given);
        } catch (URISyntaxException e) {
            // Its reason has no part of what was given.
            throw new IllegalArgumentException("must be an http or https URL (" + e.getReason() + ")", e);
        }
    }

    private static String literal(URI url, String host) {
        if (url.getHost() == null) {
            throw new IllegalArgumentException("must be a URL whose host is an address of IPv6 or a name");
        }
        return host.substring(1, host.length() - 1);
    }

    private static String name(String given) {
        if (given.isEmpty()) {
            throw new IllegalArgumentException("must be an http or https URL with a host");
        }
        String name;
        try {
            name = IDN.toASCII(given);
        } catch (IllegalArgumentException e) {
            name = "";
        }
        boolean labels = name.matches("[A-Za-z0-9_-]{1,63}(\\.[A-Za-z0-9_-]{1,63})*\\.?");
        if (!labels || name.length() > MAX_HOST) {
            throw new IllegalArgumentException(
                    "must be a URL whose host is a name of letters, digits, hyphens, underscores"
                            + " and dots, or an address");
        }
        return name;
    }

    private static int port(String digits) {
        if (digits.isEmpty()) {
            return -1;
        }
        if (!digits.matches("[0-9]{1,5}") || Integer.parseInt(digits) < 1 || Integer.parseInt(digits) > MAX_PORT) {
            throw new IllegalArgumentException("must be a URL whose port is between 1 and 65535");
        }
        return Integer.parseInt(digits);
    }

    private static String path(URI url) {
        String path = url.getRawPath();
        String target = url.getRawQuery() == null ? path : path + '?' + url.getRawQuery();
        return PercentEncoding.nonAscii(target);
    }

    /** Whether it is https. */
    public boolean tls() {
        return tls;
    }

    /** The host in ASCII; an address of IPv6 without brackets. */
    public String host() {
        return host;
    }

    /** The port, the scheme's own where none is given. */
    public int port() {
        if (port >= 0) {
            return port;
        }
        return tls ? 443 : 80;
    }

    /** The port that is given, or -1. */
    public int givenPort() {
        return port;
    }

    /** Path and query, as they go into a request; at least {@code /}. */
    public String path() {
        return path.startsWith("/") ? path : '/' + path;
    }

    /** Host, and the port where one is given: for a {@code Host} header, and to be shown. */
    public String authority() {
        String shown = host.indexOf(':') >= 0 ? '[' + host + ']' : host;
        return port < 0 ? shown : shown + ':' + port;
    }

    /** Whether it names a user. */
    public boolean hasUser() {
        return userInfo != null;
    }

    /** The value of an {@code Authorization} header, if it names a user: Basic, in UTF-8. */
    public Optional<String> basic() {
        if (userInfo == null) {
            return Optional.empty();
        }
        String pair = userInfo.indexOf(':') < 0 ? userInfo + ':' : userInfo;
        return Optional.of("Basic " + Base64.getEncoder().encodeToString(PercentEncoding.decode(pair)));
    }

    /**
     * For a client that reads a {@link URI}, without the user.
     *
     * @throws IllegalArgumentException saying what is wrong, for a host that a URI has no room for
     */
    public URI uri() {
        URI uri = URI.create((tls ? "https://" : "http://") + authority() + path);
        if (uri.getHost() == null) {
            throw new IllegalArgumentException(
                    "must be a URL whose host is a name of letters, digits, hyphens and dots, or an address");
        }
        return uri;
    }

    /** With its path, for operators alone; what is most often a key, a user or a query, is left out. */
    public String shown() {
        int query = path.indexOf('?');
        return this + (query < 0 ? path : path.substring(0, query));
    }

    /** Neither a user nor a path nor a query: each may be a key. */
    @Override
    public String toString() {
        return (tls ? "https://" : "http://") + authority();
    }
}
