package dev.textusinbox.history;

import jakarta.ws.rs.core.MediaType;

/**
 * A content type that goes out as it came in: any was accepted, and the framework would fail on one that it can't
 * parse, and add a charset to others. To the framework the body is bytes; only the spelling is another.
 */
final class ContentTypeAsReceived extends MediaType {
    private final String received;

    /** @param received as it came in; null: none came, and it is bytes */
    ContentTypeAsReceived(String received) {
        super("application", "octet-stream");
        this.received = received;
    }

    @Override
    public String toString() {
        return received == null ? APPLICATION_OCTET_STREAM : received;
    }
}
