package dev.textusinbox.failure;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Why a handler failed, without what differs from event to event. What failed for the same cause has the same one, on every
 * instance and after a restart.
 *
 * @param id of the handler and the text
 * @param text for people; holds no phone
 */
public record Cause(long id, String text) {
    /**
     * The cause of a failure.
     *
     * @param error as it is kept with the redelivery
     * @param contentType of what the receiver answered; null for unknown
     * @param answer the beginning of what it answered; null where it did not
     */
    public static Cause of(String handler, String error, String contentType, String answer) {
        String text = CauseRules.apply(error);
        String said = CauseRules.apply(ReceiverWords.of(contentType, answer));
        String whole = said.isEmpty() ? text : text + ": " + said;
        return new Cause(id(handler, whole), whole);
    }

    /** Each part after its length, so that no two failures are taken for one by where a part ends. */
    private static long id(String... parts) {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
        digest.update((byte) CauseRules.VERSION);
        for (String part : parts) {
            byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
            digest.update(
                    ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
            digest.update(bytes);
        }
        return ByteBuffer.wrap(digest.digest()).getLong();
    }
}
