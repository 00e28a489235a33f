package dev.textusinbox.receive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.textusinbox.log.AppendResult;
import dev.textusinbox.log.AppendResult.Duplicate;
import dev.textusinbox.log.AppendResult.Quarantined;
import dev.textusinbox.log.AppendResult.RefusalReason;
import dev.textusinbox.log.AppendResult.Refused;
import dev.textusinbox.log.AppendResult.Stored;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The answer policy, line by line. */
class AnswerTest {
    @Test
    void newAndDurableIs202() {
        assertAnswer(202, "{\"outcome\":\"stored\",\"eventId\":\"17\"}", new Stored(17, "message.received"));
    }

    @Test
    void seenBeforeIs200WhetherItContradictsOrNot() {
        assertAnswer(200, "{\"outcome\":\"duplicate\",\"eventId\":\"17\"}", new Duplicate(17, false));
        assertAnswer(200, "{\"outcome\":\"duplicate\",\"eventId\":\"17\"}", new Duplicate(17, true));
    }

    @Test
    void quarantinedIs202() {
        assertAnswer(202, "{\"outcome\":\"quarantined\",\"quarantineId\":\"3\"}", new Quarantined(3));
    }

    @Test
    void theSendersOwnMistakesAreTold() {
        assertEquals(401, Answer.to(new Reception.Unverified()).status());
        assertEquals(404, Answer.to(new Reception.UnknownSource()).status());
        assertEquals(413, Answer.to(new Reception.TooLarge()).status());
    }

    @ParameterizedTest
    @EnumSource
    void whateverKeepsAVerifiedDeliveryFromBeingStoredIs504WithRetryAfter(RefusalReason reason) {
        Answer answer = Answer.to(new Reception.Logged(new Refused(reason)));
        assertEquals(504, answer.status());
        assertTrue(answer.retryAfter() > 0);
    }

    @Test
    void theUnexpectedIs504WithRetryAfter() {
        Answer answer = Answer.to(new Reception.Failed());
        assertEquals(504, answer.status());
        assertTrue(answer.retryAfter() > 0);
    }

    private static void assertAnswer(int status, String body, AppendResult result) {
        Answer answer = Answer.to(new Reception.Logged(result));
        assertEquals(status, answer.status());
        assertEquals(body, answer.body());
    }
}
