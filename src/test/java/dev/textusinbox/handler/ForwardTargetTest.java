package dev.textusinbox.handler;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.textusinbox.platform.http.HttpUrl;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ForwardTargetTest {
    @Test
    void aTypeIsForwardedHoweverItIsSpelt() {
        var target = new ForwardTarget(HttpUrl.of("http://127.0.0.1/"), Set.of("contact.opted-out", "other"), null);
        assertEquals(Set.of("contact.opted_out", "other"), target.types());
    }
}
