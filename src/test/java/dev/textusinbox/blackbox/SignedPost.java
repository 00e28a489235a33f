package dev.textusinbox.blackbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.HexFormat;

/**
 * What the provider posts.
 *
 * @param signature null: none
 * @param contentType null: none
 */
record SignedPost(String source, byte[] body, String signature, String contentType) {
    /** Longer than the program may take for any answer. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    static SignedPost of(byte[] body) {
        String signature = HexFormat.of().formatHex(Keys.hmac(Keys.SECRET.getBytes(UTF_8), body));
        return new SignedPost("textus", body, signature, "application/json");
    }

    static SignedPost of(String body) {
        return of(body.getBytes(UTF_8));
    }

    SignedPost to(String otherSource) {
        return new SignedPost(otherSource, body, signature, contentType);
    }

    SignedPost signed(String otherSignature) {
        return new SignedPost(source, body, otherSignature, contentType);
    }

    SignedPost typed(String otherContentType) {
        return new SignedPost(source, body, signature, otherContentType);
    }

    HttpRequest request(URI base) {
        var request = HttpRequest.newBuilder(base.resolve("/webhooks/" + source))
                .timeout(PATIENCE)
                .POST(BodyPublishers.ofByteArray(body));
        if (signature != null) {
            request.header("X-TextUs-Signature", signature);
        }
        if (contentType != null) {
            request.header("Content-Type", contentType);
        }
        return request.build();
    }
}
