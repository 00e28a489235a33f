package dev.textusinbox.platform.request;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.deser.std.StringDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.inject.Singleton;
import java.io.IOException;

/**
 * Bodies of requests, read as strictly as their parameters: a property that is given twice, a text that the database can't
 * hold, a fraction where a whole number belongs and what follows the object's end are a 400, never a guess.
 */
@Singleton
class StrictJson implements ObjectMapperCustomizer {
    /** Ten thousand phones to erase are a few hundred kilobytes and ten thousand tokens. */
    private static final StreamReadConstraints LIMITS = StreamReadConstraints.builder()
            .maxDocumentLength(1 << 20)
            .maxTokenCount(25_000)
            .build();

    @Override
    public void customize(ObjectMapper mapper) {
        // Of a few bytes each a tree has a hundred: what many requests at once are read into must fit into a small
        // heap.
        mapper.getFactory().setStreamReadConstraints(LIMITS);
        mapper.enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
        mapper.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
        mapper.disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT);
        mapper.registerModule(new SimpleModule("storable-text").addDeserializer(String.class, new StorableText()));
    }

    /** Refuses a NUL, which no text of the database can hold. */
    private static final class StorableText extends StdScalarDeserializer<String> {
        private static final long serialVersionUID = 1;

        StorableText() {
            super(String.class);
        }

        @Override
        public String deserialize(JsonParser json, DeserializationContext context) throws IOException {
            String text = StringDeserializer.instance.deserialize(json, context);
            return text == null || text.indexOf('\0') < 0
                    ? text
                    : (String) context.handleWeirdStringValue(String.class, text, "has a NUL");
        }
    }
}
