package dev.textusinbox.history.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.ws.rs.core.EntityTag;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * An answer and its tag.
 *
 * @param tag weak, since the answer may be compressed on its way
 */
record Tagged(byte[] json, EntityTag tag) {
    private static final int TAG_BYTES = 12;

    /** The answer that shows the value. */
    static Tagged of(ObjectMapper mapper, Object value) {
        try {
            byte[] json = mapper.writeValueAsBytes(value);
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(json);
            return new Tagged(json, new EntityTag(HexFormat.of().formatHex(Arrays.copyOf(digest, TAG_BYTES)), true));
        } catch (JsonProcessingException | GeneralSecurityException e) {
            throw new IllegalStateException("an answer can't be written", e);
        }
    }
}
