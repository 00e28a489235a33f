package dev.textusinbox.platform.request;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyReader;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;

/** Reads a {@link Reason} that need not be there: a call without a body must not fail by its content type. */
@Provider
@Consumes(MediaType.WILDCARD)
public class ReasonReader implements MessageBodyReader<Reason> {
    private final ObjectMapper json;

    ReasonReader(ObjectMapper json) {
        this.json = json;
    }

    @Override
    public boolean isReadable(Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
        return type == Reason.class;
    }

    @Override
    public Reason readFrom(
            Class<Reason> type,
            Type genericType,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, String> headers,
            InputStream body)
            throws IOException {
        byte[] bytes = body.readAllBytes();
        return bytes.length == 0 ? null : json.readValue(bytes, Reason.class);
    }
}
