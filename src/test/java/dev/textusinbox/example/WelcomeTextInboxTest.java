package dev.textusinbox.example;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.textusinbox.scripted.NewPhones;
import dev.textusinbox.testkit.Delivered;
import dev.textusinbox.testkit.TestInbox;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

/** The whole way: a webhook comes in, and the handler's other side is called. */
@QuarkusTest
class WelcomeTextInboxTest {
    private final TestInbox inbox = TestInbox.running();

    @Inject
    RecordingCrm crm;

    @Test
    void anOptInThatIsPostedTwiceIsWelcomedOnce() {
        String phone = NewPhones.next();
        Delivered optIn = inbox.post("contact.opted_in", phone);
        inbox.awaitHandled("welcome", optIn);
        assertEquals(200, inbox.post(optIn.body()).status());
        // What comes after the repeat is handled after it.
        inbox.awaitHandled("welcome", inbox.post("contact.opted_in", phone));
        assertEquals(2, crm.welcomed(phone));
    }
}
