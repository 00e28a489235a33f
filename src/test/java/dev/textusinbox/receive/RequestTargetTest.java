package dev.textusinbox.receive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.textusinbox.platform.problem.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestTargetTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/webhooks/textus",
                "/webhooks/textus?t=100%",
                "/webhooks/textus?{[|]}",
                "/webhooks/textus?a=b?c#d",
                "/webhooks/textus#fragment",
                "//webhooks/textus",
                "/webhooks//textus",
                "/x/../webhooks/textus",
                "/webhooks/%74extus",
                "http://inbox.example/webhooks/textus",
                "HTTPS://inbox.example:443/webhooks/textus?a"
            })
    void aWebhooksPathIsFoundInEveryFormOfIt(String target) {
        assertEquals("/webhooks/textus", RequestTarget.webhookPath(target));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "*",
                "/api/events",
                "/webhooks",
                "http://webhooks/textus",
                "inbox:443",
                "/?/webhooks/x",
                "/a%"
            })
    void otherPathsAreNone(String target) {
        assertNull(RequestTarget.webhookPath(target));
    }

    @ParameterizedTest
    @CsvSource({
        "/api/events?limit=1&type=100%, type",
        "/api/events?type=a|b, type",
        "/api/events?%zz=1, %zz",
        "/api/events?contact, ",
        "/api/events?a=%7B, ",
    })
    void theParameterThatIsNotEncodedIsNamed(String target, String parameter) {
        Problem problem = RequestTarget.problemOf(target);
        assertEquals(parameter, problem == null ? null : problem.parameter());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/{id}", "/api/events/%", "/a b", "/api|?x=y"})
    void aPathThatIsNotEncodedIsAProblemWithoutAParameter(String target) {
        Problem problem = RequestTarget.problemOf(target);
        assertEquals(400, problem.status());
        assertNull(problem.parameter());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "PO",
                "POST ",
                "POST /web",
                "POST /webhooks/te",
                "POST /webhooks/textus?a HTTP/1.1",
                "POST http://inb",
                "POST http://inbox/webhooks/textus",
                "POST //webho"
            })
    void whatMayStillBecomeAWebhookIsOne(String begun) {
        assertTrue(RequestTarget.mayBeWebhook(begun));
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET /a", "GET /api/events HTTP/1.1", "POST /webhook HTTP/1.1", "GET //x?y"})
    void whatCanNoLongerBecomeOneIsNone(String begun) {
        assertFalse(RequestTarget.mayBeWebhook(begun));
    }

    @Test
    void aLonePercentSignIsNoEscape() {
        assertTrue(RequestTarget.isEscapedRight("/webhooks/%7Bx%7d"));
        assertFalse(RequestTarget.isEscapedRight("/webhooks/%7"));
        assertFalse(RequestTarget.isEscapedRight("/webhooks/%zz"));
    }
}
