package dev.textusinbox.blackbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import dev.textusinbox.simulator.SimulatedIntegrations;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;

/** The packaged program, a receiver, a provider, and the browser of somebody who looks at them: one for all console tests. */
final class ConsoleHarness implements AutoCloseable {
    static final Duration SOON = Duration.ofSeconds(30);
    static final LocatorAssertions.ContainsTextOptions PATIENTLY =
            new LocatorAssertions.ContainsTextOptions().setTimeout((double) SOON.toMillis());

    /** What a stranger might write, as it stands between quotes in JSON. */
    static final String HOSTILE =
            "<script>document.title='owned'</script><img src=x onerror=document.title='owned'>\\u202Eolleh";

    /** With which the provider's API is asked. */
    static final String TOKEN = "a-token-of-the-provider";

    private static final String POISON = "poison";

    private final RecordingSink sink = RecordingSink.open();
    private final SimulatedIntegrations provider = SimulatedIntegrations.open(0, "pupstar-primary", TOKEN);
    private InboxProcess program;
    private Browser browser;

    private ConsoleHarness() {}

    /** Starts all of it; the tests are left out where there is no browser. */
    static ConsoleHarness open() {
        Browser.assumeThereIsOne();
        ConsoleHarness harness = new ConsoleHarness();
        try {
            harness.start();
            return harness;
        } catch (RuntimeException | Error e) {
            harness.close();
            throw e;
        }
    }

    private void start() {
        sink.answer(ConsoleHarness::statusOf);
        program = InboxProcess.with(Map.of(
                        // So few events are looked through at once that a search is seen to go on.
                        "inbox.console.search-time",
                        "0s",
                        "inbox.forwards.crm.url",
                        sink.url(),
                        "inbox.handlers.crm.max-attempts",
                        "1",
                        "inbox.sources.textus.secrets",
                        Keys.SECRET + ",textus-the-next-secret",
                        "inbox.sources.textus.provider.base-url",
                        provider.url().toString(),
                        "inbox.sources.textus.provider.account",
                        "pupstar-primary",
                        "inbox.sources.textus.provider.token",
                        TOKEN,
                        "inbox.sources.textus.provider.public-url",
                        "https://inbox.example.com"))
                .start();
        browser = Browser.at(program.uri());
    }

    InboxClient inbox() {
        return program.client();
    }

    Browser browser() {
        return browser;
    }

    RecordingSink sink() {
        return sink;
    }

    SimulatedIntegrations provider() {
        return provider;
    }

    Page operator() {
        return browser.signedIn("operator", Keys.OPERATOR);
    }

    Page reader() {
        return browser.signedIn("reader", Keys.READER);
    }

    /** A text that came in; the event's id. */
    String store(String contact, String text) throws IOException, InterruptedException {
        return store(Deliveries.message(contact, text));
    }

    /** A delivery that came in; the event's id. */
    String store(String body) throws IOException, InterruptedException {
        return InboxClient.parse(inbox().post(body).body()).get("eventId").asText();
    }

    /** A text that the receiver does not take, and that is dead by now; the event's id. */
    String storeDead(String contact) throws IOException, InterruptedException {
        String id = store(contact, POISON);
        awaitState(id, "dead");
        return id;
    }

    /** Waits for what the forward is to make of an event. */
    void awaitState(String id, String state) {
        await("event " + id + " is " + state)
                .atMost(SOON)
                .until(() -> inbox().handled(id, "crm").get("state").asText().equals(state));
    }

    /** The provider has no integration of ours, as on the first day. */
    void withoutIntegration() throws IOException, InterruptedException {
        inbox().call("DELETE", "/admin/integrations/textus?reason=first-day", Keys.OPERATOR);
    }

    /** While this runs the receiver takes everything. */
    void withReceiverMended(Runnable step) {
        sink.answer(200);
        try {
            step.run();
        } finally {
            sink.answer(ConsoleHarness::statusOf);
        }
    }

    private static int statusOf(RecordingSink.Forward forward) {
        return new String(forward.body(), UTF_8).contains(POISON) ? 422 : 200;
    }

    @Override
    public void close() {
        if (browser != null) {
            browser.close();
        }
        if (program != null) {
            program.close();
        }
        provider.close();
        sink.close();
    }
}
