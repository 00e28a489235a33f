package dev.textusinbox.outbound;

import dev.textusinbox.platform.http.PercentEncoding;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;

/** What is posted: bytes, and headers whose values may be anything. */
public final class Post {
    private final byte[] body;
    private final HttpHeaders headers = new DefaultHttpHeaders();

    /** A post of these bytes, which are not copied. */
    public Post(byte[] body) {
        this.body = body;
    }

    /** Adds a header; a value that is not printable ASCII is percent-encoded. */
    public Post header(String name, String value) {
        headers.set(name, PercentEncoding.header(value));
        return this;
    }

    byte[] body() {
        return body;
    }

    HttpHeaders headers() {
        return headers;
    }
}
