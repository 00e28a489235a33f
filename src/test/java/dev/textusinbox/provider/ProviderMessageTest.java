package dev.textusinbox.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProviderMessageTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "application/json | {\"message\":\"no\"} | no",
                "application/json | {\"error\":\"invalid_token\",\"error_description\":\"expired\"} | expired",
                "application/vnd.textus+jsonld | {\"hydra:title\":\"t\",\"hydra:description\":\"d\"} | d",
                "application/json | {\"code\":7} | {\"code\":7}",
                "text/plain | Gateway down | Gateway down",
                "text/html | <html><head><title>Oops</title></head></html> | an HTML page titled \"Oops\"",
                "text/html | Oops | an HTML page",
                " | <!DOCTYPE html><p>Oops | an HTML page",
                "application/json | {\"mess | {\"mess",
                "application/json | '' | ''",
            })
    void theGistIsTaken(String type, String body, String gist) {
        assertEquals(gist, ProviderMessage.of(type, body, List.of()));
    }

    @Test
    void itIsShortAndOneLineAndWithoutSecrets() {
        String said = ProviderMessage.of(
                "text/plain", "a\r\n\u001b[31mtextus-secret " + "x".repeat(1000), List.of("textus-secret"));
        assertTrue(said.startsWith("a [31m*** xxx"), said);
        assertTrue(said.length() < 310, said);
    }
}
