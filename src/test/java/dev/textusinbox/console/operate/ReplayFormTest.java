package dev.textusinbox.console.operate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import org.junit.jupiter.api.Test;

class ReplayFormTest {
    @Test
    void whatWasTriedDryMayRun() {
        MultivaluedMap<String, String> form = filled();
        form.putSingle("tried", ReplayForm.of(form).sum());
        assertTrue(ReplayForm.of(form).isTried());
    }

    @Test
    void whatWasChangedSinceItsDryRunMayNot() {
        for (String field : new String[] {"contact", "handler", "type", "state", "from", "eventIds"}) {
            MultivaluedMap<String, String> form = filled();
            form.putSingle("tried", ReplayForm.of(form).sum());
            form.putSingle(field, "another");
            assertFalse(ReplayForm.of(form).isTried(), field);
        }
    }

    @Test
    void whatWasNeverTriedMayNot() {
        assertFalse(ReplayForm.of(filled()).isTried());
    }

    @Test
    void theReasonAndTheRateDecideNothingOfWhatMatches() {
        MultivaluedMap<String, String> form = filled();
        String sum = ReplayForm.of(form).sum();
        form.putSingle("reason", "another");
        form.putSingle("rate", "7");
        assertEquals(sum, ReplayForm.of(form).sum());
    }

    private static MultivaluedMap<String, String> filled() {
        MultivaluedMap<String, String> form = new MultivaluedHashMap<>();
        form.putSingle("handler", "crm");
        form.putSingle("contact", "+13035550142");
        form.putSingle("type", "message.received");
        form.putSingle("reason", "lost");
        return form;
    }
}
