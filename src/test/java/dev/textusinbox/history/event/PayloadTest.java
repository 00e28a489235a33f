package dev.textusinbox.history.event;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.Charset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PayloadTest {
    private static final String JSON =
            "{\"a\" : 1.50e1, \"nul\":\"\\u0000\", \"half\":\"\\ud83d\", \"dog\":\"🐶é\"}  \n";

    @ParameterizedTest
    @ValueSource(strings = {"", "\uFEFF"})
    void isTheTextWhateverItsEncoding(String mark) {
        for (Charset charset :
                List.of(UTF_8, UTF_16BE, UTF_16LE, Charset.forName("UTF-32BE"), Charset.forName("UTF-32LE"))) {
            assertEquals(JSON, Payload.of((mark + JSON).getBytes(charset)).json(), charset + " after '" + mark + "'");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", " {}", "{ }", "{\"é\":1}"})
    void shortBodiesAreUtf8(String json) {
        assertEquals(json, Payload.of(json.getBytes(UTF_8)).json());
    }

    @Test
    void standsInTheAnswerAsItIs() throws JsonProcessingException {
        assertEquals(JSON, new ObjectMapper().writeValueAsString(Payload.of(JSON.getBytes(UTF_8))));
    }

    @Test
    void anErasedBodyIsNull() throws JsonProcessingException {
        assertEquals("null", new ObjectMapper().writeValueAsString(Payload.of(null)));
    }
}
