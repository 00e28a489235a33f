package dev.textusinbox.log;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Parsers for bodies. A body has a limit as a whole; no name, number or text in it has another one. */
final class BodyParsers {
    /** Each level that is open costs some 60 bytes; deeper than this no body of half a megabyte can go. */
    static final int MAX_DEPTH = 250_000;

    /** Names up to here are kept for the next body: some thousands of them, which must not become a gigabyte. */
    private static final int SHARED_NAME = 256;

    private static final JsonFactory JSON = factory(true, SHARED_NAME);
    private static final JsonFactory DECODED = factory(false, Integer.MAX_VALUE);

    private BodyParsers() {}

    private static JsonFactory factory(boolean sharesNames, int maxName) {
        return JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(MAX_DEPTH)
                        .maxNumberLength(Integer.MAX_VALUE)
                        .maxStringLength(Integer.MAX_VALUE)
                        .maxNameLength(maxName)
                        .build())
                .configure(JsonFactory.Feature.INTERN_FIELD_NAMES, false)
                .configure(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES, sharesNames)
                .build();
    }

    static JsonParser of(byte[] body) throws IOException {
        return JSON.createParser(body);
    }

    /**
     * For what the parser of bytes stumbles over, such as a long name or half a surrogate pair in one; null where the
     * bytes are no UTF-8.
     */
    static JsonParser decoded(byte[] body) throws IOException {
        CharBuffer text;
        try {
            text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body));
        } catch (CharacterCodingException e) {
            return null;
        }
        if (text.hasRemaining() && text.get(0) == '\ufeff') {
            text.get();
        }
        return DECODED.createParser(text.array(), text.arrayOffset() + text.position(), text.remaining());
    }
}
