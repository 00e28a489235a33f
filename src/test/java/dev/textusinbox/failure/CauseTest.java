package dev.textusinbox.failure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules by which failures are of one cause, as a table; and what holds for any text. */
class CauseTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "HTTP 503 from crm.example.com:8443 | HTTP 503 from crm.example.com",
                "HTTP 422 from localhost:8080 | HTTP 422 from localhost",
                "HTTP 500 from 127.0.0.1:34567 | HTTP 500 from 127.0.0.1",
                "connection refused: 127.0.0.1:34567 | connection refused: 127.0.0.1",
                "no answer within 10000 ms: crm2.example.com:443 | no answer within … ms: crm2.example.com",
                "TLS failed: [2001:db8::1]:443: the certificate has expired | TLS failed: [2001:db8::1]: the certificate has expired",
                "contact +1 (303) 555-0142 is unknown | contact … is unknown",
                "contact 3035550142 is unknown | contact … is unknown",
                "contact +1•••••0142 is unknown | contact … is unknown",
                "request 0fbb0b8c-40ec-4b55-9d2f-7a0c1f1f3f3e failed | request … failed",
                "request abcdabcd-abcd-abcd-abcd-abcdabcdabcd failed | request … failed",
                "token eyJhbGciOiJIUzI1NiJ9abcdefgh rejected | token … rejected",
                "since 2026-11-29T12:30:00.123Z nothing | since … nothing",
                "since 2026-11-29 12:30 nothing | since … nothing",
                "no such row: \"Smith, J.\" | no such row: …",
                "no such row: 'O''Hara' | no such row: …",
                "no such row: “Smith” | no such row: …",
                "it's Bob's fault | it's Bob's fault",
                "mail to jane.doe+x@example.com bounced | mail to … bounced",
                "java.lang.Object@1a2b3c is closed | java.lang.Object… is closed",
                "java.lang.Object@7654321 is closed | java.lang.Object… is closed",
                "status code: 404 for msg_9x1 | status code: 404 for …",
                "after 3 of 12 tries | after … of … tries",
                "took 12.5 s, 1,200 rows | took … s, … rows",
                "Utf8Exception: bad byte 0xC3 | Utf8Exception: bad byte …",
                "IllegalStateException: no id 17 (at Crm.take, line 42) | IllegalStateException: no id … (at Crm.take)",
                "NullPointerException (at Crm$$Lambda$14.run, line 7) | NullPointerException (at Crm.run)",
                "NullPointerException (at Crm_ClientProxy.run, line 7) | NullPointerException (at Crm.run)",
                "NullPointerException (at Crm.lambda$take$0, line 7) | NullPointerException (at Crm.lambda$take$)",
            })
    void whatDiffersFromEventToEventIsLeftOut(String error, String cause) {
        assertEquals(cause, CauseRules.apply(error));
    }

    @Test
    void onlyTheFirstTwoLinesThatSaySomethingCount() {
        assertEquals("one two", CauseRules.apply("\n one\n\n\ttwo\nthree"));
    }

    @Test
    void aLongCauseIsCutBetweenCharacters() {
        assertEquals("x".repeat(159), CauseRules.apply("x".repeat(159) + "😀".repeat(20)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "application/json | {\"error\":\"contact +13035550142 unknown\"} | contact … unknown",
                "application/problem+json | {\"type\":\"/x\",\"title\":\"No contact\",\"status\":422,\"detail\":\"of id 9\"} | No contact: of id …",
                "application/json | {\"errors\":[{\"code\":\"E\",\"message\":\"too long\"}]} | E: too long",
                "application/json | {\"error\":\"first\",\"message\":\"first\",\"detail\":\"broken o | first",
                "application/json | {\"id\":\"17\"} | ''",
                "text/plain | unknown contact 17 | unknown contact …",
                "'' | {\"message\":\"no\"} | no",
                "text/html | <h1>Bad</h1> | ''",
                "'' | <html>Bad | ''",
            })
    void whatTheReceiverSaidBelongsToTheCause(String type, String body, String said) {
        String expected = said.isEmpty() ? "HTTP 422 from crm" : "HTTP 422 from crm: " + said;
        assertEquals(
                expected,
                Cause.of("crm", "HTTP 422 from crm", type.isEmpty() ? null : type, body)
                        .text());
    }

    @Test
    void theSameCauseAtAnotherHandlerIsAnother() {
        assertEquals(Cause.of("crm", "no 1", null, null), Cause.of("crm", "no 2", null, null));
        assertNotEquals(Cause.of("crm", "no", null, null), Cause.of("crn", "no", null, null));
        assertNotEquals(
                Cause.of("ab", "c", null, null).id(),
                Cause.of("a", "bc", null, null).id());
    }

    /** So it is the same after an upgrade; one who changes a rule raises the version, and this value with it. */
    @Test
    void theIdOfACauseStaysWhatItIs() {
        assertEquals(
                5045616666714629042L,
                Cause.of("crm", "HTTP 503 from crm.example.com:443", null, null).id());
    }

    @Test
    void othersDigitsMakeNoOtherCause() {
        Random random = new Random(22);
        List<String> words = List.of(
                "contact", "of", "order-", "id:", "(", ")", " ", " ", ", ", "+", "'x'", "msg_", "a", "Z", "é", "#", "/",
                "\n", "…");
        for (int i = 0; i < 20_000; i++) {
            StringBuilder one = new StringBuilder();
            StringBuilder other = new StringBuilder();
            for (int part = random.nextInt(8); part >= 0; part--) {
                String word = words.get(random.nextInt(words.size()));
                one.append(word);
                other.append(word);
                for (int digit = random.nextInt(13); digit > 0; digit--) {
                    one.append(random.nextInt(10));
                    other.append(random.nextInt(10));
                }
            }
            assertEquals(CauseRules.apply(one.toString()), CauseRules.apply(other.toString()), one + " | " + other);
        }
    }

    @Test
    void noCauseHoldsAPhone() {
        Random random = new Random(23);
        Pattern phone = Pattern.compile("([0-9][^0-9A-Za-z]{0,4}){7}");
        String characters = "0123456789012345678901234567890123456789 -().+/abXé:'\"";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int n = random.nextInt(60); n > 0; n--) {
                text.append(characters.charAt(random.nextInt(characters.length())));
            }
            String cause = CauseRules.apply(text.toString());
            assertFalse(phone.matcher(cause).find(), text + " -> " + cause);
        }
    }

    @Test
    void anIdOfAGroupIsReadAsItIsWritten() {
        for (long cause : new long[] {0, 1, -1, Long.MIN_VALUE, Long.MAX_VALUE}) {
            FailureGroupId id = new FailureGroupId(cause, "dead");
            assertEquals(Optional.of(id), FailureGroupId.read(id.toString()));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "dead",
                "0-dead",
                "000000000000000g-dead",
                "0000000000000000-blocked",
                "0000000000000000-dead "
            })
    void whatIsNoIdOfAGroupIsNone(String text) {
        assertTrue(FailureGroupId.read(text).isEmpty());
    }
}
