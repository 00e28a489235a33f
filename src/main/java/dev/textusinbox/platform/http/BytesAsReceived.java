package dev.textusinbox.platform.http;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.HexFormat;

/** A delivery given back: the exact bytes, with the content type and the signature they came with. */
public final class BytesAsReceived {

    private BytesAsReceived() {}

    /**
     * The answer.
     *
     * @param contentType as received; null: none came, and it is bytes
     * @param signature the signature's bytes, or null where it came unsigned
     */
    public static Response of(String contentType, byte[] signature, byte[] body) {
        var response = Response.ok(body, new ContentTypeAsReceived(contentType))
                // A stranger's bytes under a stranger's content type: no browser may take them for a page of ours.
                .header("X-Content-Type-Options", "nosniff")
                .header("Content-Security-Policy", "sandbox")
                .header("Content-Disposition", "attachment");
        if (signature != null) {
            response.header("X-TextUs-Signature", HexFormat.of().formatHex(signature));
        }
        return response.build();
    }

    /**
     * A content type that goes out as it came in: any was accepted, and the framework would fail on one that it can't
     * parse, and add a charset to others. To the framework the body is bytes; only the spelling is another.
     */
    private static final class ContentTypeAsReceived extends MediaType {
        private final String received;

        ContentTypeAsReceived(String received) {
            super("application", "octet-stream");
            this.received = received;
        }

        @Override
        public String toString() {
            return received == null ? APPLICATION_OCTET_STREAM : received;
        }
    }
}
