package dev.textusinbox.log;

/**
 * A verified delivery, before anything is known of its content.
 *
 * @param source the source it came from
 * @param body the bytes that were signed
 * @param contentType the content type as received, or null
 * @param signature the signature's 32 bytes, or null where the source takes unsigned deliveries
 * @param secretPosition which secret of the source's ring verified it, from 0; null when unsigned
 */
public record Received(String source, byte[] body, String contentType, byte[] signature, Integer secretPosition) {
    @Override
    public String toString() {
        return "Received[" + body.length + " bytes from " + source + "]";
    }
}
