package com.example.crm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.textusinbox.testkit.TestInbox;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
class WelcomeTest {
    private final TestInbox inbox = TestInbox.running();

    @Inject
    RecordingCrm crm;

    @Test
    void whoeverOptsInIsWelcomed() {
        inbox.awaitHandled("welcome", inbox.post("contact.opted_in", "+13035550142"));
        assertEquals(List.of("+13035550142"), crm.welcomed());
    }
}
